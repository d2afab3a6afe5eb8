import ShmChannel
import TestSupport
import Testing

@Suite struct ListTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }

  @Test("without a root there is nothing, and nothing is made")
  func noRoot() throws {
    #expect(try directory.root.list().channels.isEmpty)
    #expect(Folder.entries(directory.path) == [])
    #expect(!Folder.entries("/dev/shm").contains { directory.path.hasSuffix($0) })
  }

  @Test("every channel is listed, by name, before and after its first frame")
  func all() throws {
    _ = try Channel.openOrCreate(try ChannelName("b"), root: directory.root)
    try Channel.openOrCreate(try ChannelName("a"), root: directory.root)
      .put(1, width: 640, height: 480, title: "x.png")
    let listed = try directory.root.list().channels
    #expect(listed.map(\.name.string) == ["a", "b"])
    #expect(listed[0].generation.rawValue == 1)
    #expect(listed[0].frame?.width == 640)
    #expect(listed[0].frame?.title == "x.png")
    #expect(listed[0].frameCount == 1)
    #expect(listed[0].allocatedByteCount >= 640 * 480 * 4)
    #expect(try #require(listed[0].age) >= .zero)
    #expect(listed[1].generation == .empty)
    #expect(listed[1].frame == nil)
    #expect(listed[1].age == nil)
    #expect(listed[1].frameCount == 0)
  }
}
