import Glibc
import Linux
import TestSupport
import Testing

@testable import ShmChannel

@Suite struct ViewerTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  @Test("a viewer is listed while it lives, and leaves nothing behind")
  func listed() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    do {
      let reader = try ChannelReader(
        name: name, root: directory.root, presence: .viewer(name: "wall\u{7}"))
      _ = try reader.refresh()
      let generation = try channel.put(1)
      reader.acknowledge(generation)
      let summary = try #require(try directory.root.list().channels.first)
      #expect(
        summary.viewers == [
          .init(name: "wall\u{FFFD}", processID: UInt32(getpid()), generation: generation)
        ])
      #expect(try channel.viewerCount() == 1)
      _ = consume reader
    }
    #expect(try channel.viewerCount() == 0)
    #expect(Folder.entries(directory.path("default/viewers")) == [])
  }

  @Test("a viewer follows its channel when that is made anew")
  func follows() throws {
    let reader = try ChannelReader(
      name: name, root: directory.root, presence: .viewer(name: "v"))
    _ = try Channel.openOrCreate(name, root: directory.root)
    _ = try reader.refresh()
    try directory.root.remove(name)
    let channel = try Channel.openOrCreate(name, root: directory.root)
    _ = try reader.refresh()
    #expect(try channel.viewerCount() == 1)
  }

  @Test("the file of a killed viewer is swept by whoever lists the viewers")
  func killed() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let path = directory.path("default/viewers/00000000000000ab")
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    #expect(try channel.viewerCount() == 0)
    #expect(Folder.entries(directory.path("default/viewers")) == [])
  }

  @Test(
    "what has no viewer's name is left alone",
    arguments: ["notes", "00000000000000AB", "00000000000000a", "00000000000000abc"])
  func strangers(_ name: String) throws {
    let channel = try Channel.openOrCreate(self.name, root: directory.root)
    close(open(directory.path("default/viewers/\(name)"), O_CREAT | O_WRONLY, 0o600))
    #expect(try channel.viewerCount() == 0)
    _ = try channel.put(1)
    #expect(Folder.entries(directory.path("default/viewers")) == [name])
  }

  @Test("a watch of viewers rings when one has shown a frame, and tells which")
  func watch() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(
      name: name, root: directory.root, presence: .viewer(name: "v"))
    _ = try reader.refresh()
    let watch = try channel.watchViewers()
    #expect(try watch.viewers().map(\.generation) == [.empty])
    #expect(Readiness.readable.now(of: watch.number) == [])
    let generation = try channel.put(1)
    #expect(Readiness.readable.now(of: watch.number) == [], "a commit is no news of viewers")
    reader.acknowledge(generation)
    #expect(Readiness.readable.now(of: watch.number) == .readable)
    #expect(try watch.viewers().map(\.generation) == [generation])
    try directory.root.remove(name)
    #expect(Readiness.readable.now(of: watch.number) == .readable)
    #expect(throws: ChannelError.self) { try watch.viewers() }
  }

  @Test("a wait for the picture to be shown ends with it, or with a later one")
  func waitUntilShown() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let first = try channel.put(1)
    #expect(try !channel.waitUntilShown(first, timeout: .milliseconds(1)))
    let reader = try ChannelReader(
      name: name, root: directory.root, presence: .viewer(name: "v"))
    _ = try reader.refresh()
    #expect(try !channel.waitUntilShown(first, timeout: .milliseconds(1)))
    reader.acknowledge(try channel.put(2))
    #expect(try channel.waitUntilShown(first, timeout: nil))
  }

  @Test("a wait for the picture to be shown ends with an error when the channel is removed")
  func waitOnRemoved() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let first = try channel.put(1)
    try directory.root.remove(name)
    #expect(throws: ChannelError.self) {
      try channel.waitUntilShown(first, timeout: .seconds(60))
    }
  }
}
