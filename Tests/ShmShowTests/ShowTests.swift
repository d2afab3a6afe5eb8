import Glibc
import Linux
import SystemPackage
import TestSupport
import Testing

@testable import ShmChannel
@testable import ShmShow

@Suite struct ShowTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  var file: String { directory.path("default/show") }

  func listed() throws -> ShowStatus? {
    try directory.root.show(of: name)
  }

  @Test("a show makes its channel, says what it does, and leaves the channel when it ends")
  func life() throws {
    let show = try Show(on: name, root: directory.root)
    var expected = ShowStatus(state: .waiting)
    expected.processID = UInt32(getpid())
    #expect(try listed() == expected)
    try show.update(
      ShowStatus(
        state: .paused, position: 12, count: 340, directory: "~/Pic\u{7}tures", note: "wait"))
    expected.state = .paused
    expected.position = 12
    expected.count = 340
    expected.directory = "~/Pic\u{FFFD}tures"
    expected.note = "wait"
    #expect(try listed() == expected)
    show.end()
    #expect(Folder.entries(directory.path("default")) == ["control", "lock", "viewers"])
    #expect(try listed() == nil)
  }

  @Test("a second show on a channel is refused with the first one's process, and then goes on")
  func second() throws {
    let show = try Show(on: name, root: directory.root)
    #expect(throws: ShowError.isRunning(name, processID: UInt32(getpid()))) {
      try Show(on: name, root: directory.root)
    }
    show.end()
    _ = try Show(on: name, root: directory.root)
  }

  @Test("a show that was killed is told from one that runs, and the next one takes its place")
  func killed() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = directory.path as String] in
      let show = try Show(on: .standard, root: ChannelRoot(path: FilePath(path)))
      try show.update(ShowStatus(state: .playing, position: 2, count: 3, directory: "~/d"))
      kill(getpid(), SIGKILL)
    }
    let dead = try #require(try listed())
    #expect(!dead.isRunning)
    #expect(dead.processID != UInt32(getpid()))
    #expect(dead.position == 2 && dead.count == 3 && dead.directory == "~/d")
    #expect(throws: ShowError.notRunning(name)) {
      try ShowSteering.send(.next, to: name, root: directory.root)
    }
    let next = try Show(on: name, root: directory.root)
    #expect(try #require(try listed()).processID == UInt32(getpid()))
    #expect(try next.takeCommands().isEmpty)
    #expect(next.predecessor?.position == 2 && next.predecessor?.directory == "~/d")
    next.end()
    #expect(try Show(on: name, root: directory.root).predecessor == nil, "it was not killed")
  }

  @Test("a killed show's file that somebody looks at for a moment does not stop the next show")
  func lookedAt() throws {
    _ = try Channel.openOrCreate(name, root: directory.root)
    close(open(file, O_CREAT | O_RDWR, 0o600))
    let onlooker = open(file, O_RDONLY)
    defer { close(onlooker) }
    #expect(try tryLock(onlooker, .shared, path: file))
    #expect(throws: ShowError.isRunning(name, processID: 0)) {
      try Show(on: name, root: directory.root)
    }
    unlock(onlooker)
    _ = try Show(on: name, root: directory.root)
  }

  @Test("a show that is to be replaced is told to stop, and waited for")
  func replaced() throws {
    let root = directory.root
    let first = try Show(on: name, root: root)
    let second = Thread {
      do {
        let show = try Show(on: .standard, root: root, replacing: true)
        #expect(try show.runUntilStopped() == [.next, .stop])
      } catch { Issue.record(error) }
    }
    #expect(try first.runUntilStopped() == [.stop])
    first.end()
    while (try? ShowSteering.send(.next, to: name, root: root, awaiting: .seconds(60))) == nil {
      usleep(1_000)  // the place is free for a moment
    }
    _ = try ShowSteering.send(.stop, to: name, root: root, awaiting: .seconds(60))
    second.join()
  }

  @Test("a show that does not end although it is told to is an error that names it")
  func hangs() throws {
    let show = try Show(on: name, root: directory.root)
    #expect(throws: ShowError.doesNotAnswer(name, processID: UInt32(getpid()))) {
      try Show(on: name, root: directory.root, replacing: true)
    }
    #expect(try show.takeCommands() == [.stop])  // told once
  }

  @Test("a viewer is woken by what it may say: the beginning, another note or position, the end")
  func rings() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    let before = try reader.refresh()
    func isRung() throws -> Bool {
      let rung = try awaitReadable(reader.doorbell, until: Deadline(after: .zero))
      #expect(try reader.refresh() == before)
      return rung
    }
    _ = try isRung()
    #expect(try reader.show() == nil)
    let show = try Show(on: name, root: directory.root)
    #expect(try isRung())
    #expect(try reader.show()?.state == .waiting)
    try show.update(ShowStatus(state: .waiting, note: "waiting for pictures in ~/d"))
    #expect(try isRung())
    #expect(try reader.show()?.note == "waiting for pictures in ~/d")
    try show.update(ShowStatus(state: .playing, position: 1, count: 2))
    #expect(try isRung())
    var status = ShowStatus(state: .playing, position: 2, count: 2)
    try show.update(status)
    #expect(try isRung())
    #expect(try reader.show()?.position == 2)
    status.lastChange = .seconds(1)
    try show.update(status)
    #expect(try !isRung())
    #expect(try reader.show()?.lastChange == .seconds(1))
    show.end()
    #expect(try isRung())
    #expect(try reader.show() == nil)
  }

  @Test("a channel that is removed under its show is made anew, with the show and its state")
  func channelRemoved() throws {
    let show = try Show(on: name, root: directory.root)
    try show.update(ShowStatus(state: .playing, position: 5, count: 6))
    let before = show.channelID
    try directory.root.remove(name)
    #expect(try awaitReadable(show.doorbell, until: Deadline(after: .seconds(60))))
    #expect(try show.takeCommands().isEmpty)
    #expect(show.channelID != before)
    #expect(try #require(try listed()).position == 5)
    _ = try ShowSteering.send(.last, to: name, root: directory.root)
    #expect(try show.takeCommands() == [.last])
  }

  @Test(
    "whatever is deleted under a show is made again", arguments: ["", "default", "default/show"])
  func deleted(what: String) throws {
    let show = try Show(on: name, root: directory.root)
    for _ in 0..<3 {
      while try awaitReadable(show.doorbell, until: Deadline(after: .zero)) {
        _ = try show.takeCommands()
      }
      Folder.remove(directory.path(what))
      #expect(try awaitReadable(show.doorbell, until: Deadline(after: .seconds(60))))
      _ = try show.takeCommands()
      _ = try ShowSteering.send(.next, to: name, root: directory.root)
      #expect(try show.takeCommands() == [.next])
    }
  }

  @Test("a show that was quicker on a channel made anew keeps it")
  func quicker() throws {
    let show = try Show(on: name, root: directory.root)
    try directory.root.remove(name)
    let other = try Show(on: name, root: directory.root)
    #expect(throws: ShowError.isRunning(name, processID: UInt32(getpid()))) {
      try show.takeCommands()
    }
    show.end()
    _ = try ShowSteering.send(.next, to: name, root: directory.root)
    #expect(try other.takeCommands() == [.next])
  }

  @Test("an update without news writes nothing, and wakes nobody")
  func quiet() throws {
    let show = try Show(on: name, root: directory.root)
    let status = ShowStatus(state: .playing, position: 1, count: 1)
    try show.update(status)
    while try awaitReadable(show.doorbell, until: Deadline(after: .zero)) {
      _ = try show.takeCommands()
    }
    try show.update(status)
    #expect(try !awaitReadable(show.doorbell, until: Deadline(after: .zero)))
  }

  @Test("a show file that is not to be trusted is an error, not followed")
  func untrusted() throws {
    _ = try Channel.openOrCreate(name, root: directory.root)
    symlink("/etc/passwd", file)
    #expect(throws: ShowError.channel(.refused(path: file, .notRegularFile))) {
      try Show(on: name, root: directory.root)
    }
    #expect(throws: ShowError.channel(.refused(path: file, .notRegularFile))) {
      try ShowSteering.send(.next, to: name, root: directory.root)
    }
  }
}
