import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import ShmChannel
@testable import ShmShow

@Suite struct PrivateChannelTests {
  let directory: TemporaryRoot
  let name: ChannelName

  init() throws {
    directory = try TemporaryRoot()
    name = try ChannelName("show-7")
  }

  /// Leaves the private channel of a show that was killed, with a frame in it.
  func leaveKilledShow() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = directory.path as String] in
      let root = ChannelRoot(path: FilePath(path))
      let name = try ChannelName("show-7")
      let show = try Show(on: name, root: root, isPrivate: true)
      try Channel.openOrCreate(name, root: root).put(1)
      _ = try show.takeRequests()
      kill(getpid(), SIGKILL)
    }
    #expect(Folder.entries(directory.path) == ["show-7"])
  }

  @Test("a private channel goes with its show")
  func ends() throws {
    let show = try Show(on: name, root: directory.root, isPrivate: true)
    try Channel.openOrCreate(name, root: directory.root).put(1)
    _ = try directory.root.list()
    #expect(Folder.entries(directory.path) == ["show-7"])
    show.end()
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("the private channel of a killed show is swept by whoever lists the channels")
  func sweptByList() async throws {
    try await leaveKilledShow()
    #expect(try directory.root.list().channels.isEmpty)
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("it is swept by whoever makes or removes another channel")
  func sweptByOthers() async throws {
    try await leaveKilledShow()
    _ = try Channel.openOrCreate(.standard, root: directory.root)
    #expect(Folder.entries(directory.path) == ["default"])
    try await removeAfterLeaving()
  }

  private func removeAfterLeaving() async throws {
    try directory.root.remove(.standard)
    try await leaveKilledShow()
    #expect(throws: ChannelError.noSuchChannel(.standard)) {
      try directory.root.remove(.standard)
    }
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("to remove it by name is no error, although it would have been swept")
  func removed() async throws {
    try await leaveKilledShow()
    try directory.root.remove(name)
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("a sweep is not taken for a show that lives")
  func looksDead() async throws {
    try await leaveKilledShow()
    let root = try directory.root.open(creating: true)
    // As long as somebody publishes, no sweep removes it.
    let lock = try PublishersLock(LockFile(in: root.openDirectory(name.string)))
    let sweeper = Thread { [channelRoot = directory.root] in
      guard let root = try? channelRoot.open(creating: true) else { return }
      for _ in 0..<2_000 { Leftovers.sweepPrivateChannels(root, sparing: nil) }
    }
    let channel = try root.openDirectory(name.string)
    for _ in 0..<2_000 { #expect(try ShowStatus(in: channel)?.isRunning == false) }
    sweeper.join()
    lock.release()
  }

  @Test("it stays while a viewer looks at it")
  func viewed() async throws {
    try await leaveKilledShow()
    do {
      let reader = try ChannelReader(
        name: name, root: directory.root, presence: .viewer(name: "v"))
      _ = try reader.refresh()
      _ = try directory.root.list()
      #expect(try directory.root.show(of: name)?.isRunning == false)
      _ = consume reader
    }
    #expect(try directory.root.list().channels.isEmpty)
  }

  @Test("the next private show of its name begins with a new channel, without the old picture")
  func takenOver() async throws {
    try await leaveKilledShow()
    let show = try Show(on: name, root: directory.root, isPrivate: true)
    let channel = try #require(try directory.root.list().channels.first)
    #expect(channel.frame == nil)
    #expect(try directory.root.show(of: name)?.isRunning == true)
    show.end()
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("a channel that was there before a private show outlives it")
  func foreign() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let show = try Show(on: name, root: directory.root, isPrivate: true)
    show.end()
    #expect(try directory.root.list().channels.map(\.frame?.title) == ["t"])
  }

  @Test("a private channel that is removed under its show is private again")
  func madeAnew() throws {
    let show = try Show(on: name, root: directory.root, isPrivate: true)
    try directory.root.remove(name)
    _ = try show.takeRequests()
    #expect(Folder.entries(directory.path) == ["show-7"])
    show.end()
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("the channel of a killed show that was not private stays")
  func shared() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = directory.path as String] in
      let show = try Show(on: .standard, root: ChannelRoot(path: FilePath(path)))
      _ = try show.takeRequests()
      kill(getpid(), SIGKILL)
    }
    #expect(try directory.root.list().channels.count == 1)
  }
}
