import Linux
import TestSupport
import Testing

@testable import ShmChannel

@Suite struct ChannelsWatchTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }

  @Test("it rings when a channel comes or goes, and says which there are, in order")
  func comesAndGoes() throws {
    let watch = try ChannelsWatch(of: directory.root)
    #expect(try watch.names() == [])
    try put("b")
    try expectRing(of: watch)
    #expect(try watch.names().map(\.string) == ["b"])
    try put("a")
    try expectRing(of: watch)
    #expect(try watch.names().map(\.string) == ["a", "b"])
    try directory.root.remove(try ChannelName("b"))
    try expectRing(of: watch)
    #expect(try watch.names().map(\.string) == ["a"])
    #expect(try !rings(watch), "what has been told rings no more")
  }

  @Test("frames do not ring")
  func frames() throws {
    try put("a")
    let watch = try ChannelsWatch(of: directory.root)
    _ = try watch.names()
    for _ in 0..<5 { try put("a") }
    #expect(try !rings(watch))
  }

  @Test("a channel that cannot be read counts, and a root that is gone is made anew")
  func trouble() throws {
    let watch = try ChannelsWatch(of: directory.root)
    try put("a")
    overwrite(directory.path("a/control"), at: 0, [1, 2, 3])
    #expect(try watch.names().map(\.string) == ["a"])
    Folder.remove(directory.path)
    try expectRing(of: watch)
    #expect(try watch.names() == [])
    try put("b")
    try expectRing(of: watch)
    #expect(try watch.names().map(\.string) == ["b"])
  }

  private func put(_ name: String) throws {
    try Channel.openOrCreate(try ChannelName(name), root: directory.root).put(1)
  }

  private func rings(_ watch: ChannelsWatch) throws -> Bool {
    try awaitReadable(watch.doorbell, until: Deadline(after: .zero))
  }

  private func expectRing(of watch: ChannelsWatch) throws {
    #expect(try awaitReadable(watch.doorbell, until: Deadline(after: .seconds(60))))
  }
}
