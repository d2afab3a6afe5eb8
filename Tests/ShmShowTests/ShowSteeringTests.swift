import Glibc
import Linux
import SystemPackage
import Synchronization
import TestSupport
import Testing

@testable import ShmChannel
@testable import ShmShow

@Suite struct ShowSteeringTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  var file: String { directory.path("default/show") }

  /// Appends bytes as another process might.
  func append(_ bytes: [UInt8]) {
    let descriptor = open(file, O_WRONLY | O_APPEND)
    defer { close(descriptor) }
    #expect(write(descriptor, bytes, bytes.count) == bytes.count)
  }

  @Test("commands come in order, each once, and as they were sent")
  func order() throws {
    let show = try Show(on: name, root: directory.root)
    let path = FilePath(
      platformString: [0x2F, 0x61, -1, 0x0A] + [CChar](repeating: 0x78, count: 4091) + [0])
    let commands: [ShowCommand] = [
      .next, .previous, .first, .last, .pause, .resume, .togglePause, .jump(path), .jump("b c"),
      .stop, .screenOff, .screenOn,
    ]
    for command in commands {
      #expect(try ShowSteering.send(command, to: name, root: directory.root) == .sent)
    }
    #expect(try show.takeCommands() == commands)
    #expect(try show.takeCommands() == [])
    #expect(!show.hasMetGarbage)
  }

  @Test(
    "each command has the number that docs/PROTOCOL.md names",
    arguments: [
      (.next, 1), (.previous, 2), (.first, 3), (.last, 4), (.pause, 5), (.resume, 6),
      (.togglePause, 7), (.jump("x"), 8), (.stop, 9), (.screenOff, 10), (.screenOn, 11),
    ] as [(ShowCommand, UInt8)])
  func number(command: ShowCommand, number: UInt8) throws {
    #expect(try Array(#require(ShowRecord.encode(command))[4..<8]) == [number, 0, 0, 0])
  }

  @Test("without a channel, or without a show on it, a command is an error")
  func nobody() throws {
    #expect(throws: ShowError.channel(.noSuchChannel(name))) {
      try ShowSteering.send(.next, to: name, root: directory.root)
    }
    _ = try Channel.openOrCreate(name, root: directory.root)
    #expect(throws: ShowError.notRunning(name)) {
      try ShowSteering.send(.next, to: name, root: directory.root)
    }
  }

  @Test("each of many senders learns whether its own command was done or refused")
  func answers() throws {
    let root = directory.root
    let show = try Show(on: name, root: root)
    let senders = (0..<4).map { index in Thread { Self.send(50, from: index, to: root) } }
    let ending = Thread {
      senders.forEach { $0.join() }
      _ = try? ShowSteering.send(.stop, to: .standard, root: root)
    }
    #expect(try show.runUntilStopped().count == 4 * 50 + 1)
    ending.join()
  }

  private static func send(_ count: Int, from index: Int, to root: ChannelRoot) {
    for round in 0..<count {
      let isJump = (round + index) % 3 == 0
      do {
        let outcome = try ShowSteering.send(
          isJump ? .jump("nowhere") : .next, to: .standard, root: root, awaiting: .seconds(60))
        #expect(outcome == (isJump ? .refused : .done))
      } catch {
        Issue.record(error)
      }
    }
  }

  @Test("a show that takes nothing does not answer, in time")
  func noAnswer() throws {
    let show = try Show(on: name, root: directory.root)
    let error = ShowError.doesNotAnswer(name, processID: UInt32(getpid()))
    #expect(throws: error) {
      try ShowSteering.send(.next, to: name, root: directory.root, awaiting: .milliseconds(10))
    }
    #expect(try show.takeCommands() == [.next])
    #expect(throws: error) {  // taken, but not done
      try ShowSteering.send(.next, to: name, root: directory.root, awaiting: .milliseconds(10))
    }
  }

  @Test("a command that a show carries out last of all is done, although the show has ended")
  func lastWords() throws {
    let root = directory.root
    for _ in 0..<100 {
      let show = try Show(on: name, root: root)
      let sender = Thread {
        do {
          #expect(
            try ShowSteering.send(.next, to: .standard, root: root, awaiting: .seconds(60)) == .done
          )
        } catch { Issue.record(error) }
      }
      while try show.takeRequests().isEmpty { usleep(100) }
      try show.update(ShowStatus(state: .paused))
      show.end()
      sender.join()
    }
  }

  @Test("a show that is killed while somebody waits for it is soon known to be dead")
  func killedWhileAwaited() async throws {
    let path = directory.path
    // Waits for the show, and for an answer that never comes.
    let failure = Failure()
    let sender = Thread {
      failure.set(Self.failure(ofSendingTo: ChannelRoot(path: FilePath(path))))
    }
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let show = try Show(on: .standard, root: ChannelRoot(path: FilePath(path)))
      while try show.takeRequests().isEmpty { usleep(1_000) }
      kill(getpid(), SIGKILL)
    }
    sender.join()
    #expect(failure.error == .notRunning(name))
  }

  /// What became of a command; a channel that is not there yet is waited for.
  private static func failure(ofSendingTo root: ChannelRoot) -> ShowError? {
    while true {
      do throws(ShowError) {
        _ = try ShowSteering.send(.next, to: .standard, root: root, awaiting: .seconds(60))
        return nil
      } catch {
        guard error == .channel(.noSuchChannel(.standard)) else { return error }
        usleep(1_000)
      }
    }
  }

  /// An error on its way from one thread to another.
  private final class Failure: Sendable {
    private let stored = Mutex<ShowError?>(nil)
    var error: ShowError? { stored.withLock { $0 } }
    func set(_ error: ShowError?) { stored.withLock { $0 = error } }
  }

  @Test("a show that leaves too much undone gets no more")
  func backlog() throws {
    let show = try Show(on: name, root: directory.root)
    let record = try #require(ShowRecord.encode(.next))
    append((0..<90_000).flatMap { _ in record })
    #expect(throws: ShowError.doesNotAnswer(name, processID: UInt32(getpid()))) {
      try ShowSteering.send(.next, to: name, root: directory.root)
    }
    var count = 0
    while try awaitReadable(show.doorbell, until: Deadline(after: .zero)) {
      count += try show.takeRequests().count
      try show.update(ShowStatus(state: .playing))
    }
    #expect(count == 90_000)
    #expect(try ShowSteering.send(.next, to: name, root: directory.root) == .sent)
  }

  @Test("the memory of commands that were taken is given back")
  func punched() throws {
    let show = try Show(on: name, root: directory.root)
    for _ in 0..<200 {
      let path = FilePath("/" + String(repeating: "x", count: 4000))
      _ = try ShowSteering.send(.jump(path), to: name, root: directory.root)
      #expect(try show.takeCommands().count == 1)
    }
    var status = stat()
    #expect(stat(file, &status) == 0)
    #expect(status.st_size > 200 * 4000)
    #expect(status.st_blocks * 512 <= 2 * 4096)
  }

  @Test(
    "bytes that are no command are passed over, told once, and cost nothing that comes later",
    arguments: [
      [0], [1, 2, 3], [UInt8](repeating: 0, count: 12), [UInt8](repeating: 0xFF, count: 12),
      [UInt8](repeating: 0, count: 100_000), [UInt8](repeating: 0xFF, count: 100_000),
      [12, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], [13, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0],
      [12, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], [0xFF, 0x1F, 0, 0, 8, 0, 0, 0, 0xF3, 0x1F, 0, 0],
      [11, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
    ])
  func garbage(bytes: [UInt8]) throws {
    let show = try Show(on: name, root: directory.root)
    _ = try ShowSteering.send(.first, to: name, root: directory.root)
    append(bytes)
    #expect(try show.takeCommands() == [.first])
    try show.update(ShowStatus(state: .playing))
    while !show.hasMetGarbage { _ = try show.takeCommands() }
    _ = try ShowSteering.send(.last, to: name, root: directory.root)
    #expect(try show.takeCommands() == [.last])
  }

  @Test("a command of a later version is refused, and nothing else is lost")
  func unknown() throws {
    let show = try Show(on: name, root: directory.root)
    append([14, 0, 0, 0, 99, 0, 0, 0, 2, 0, 0, 0, 1, 1])
    append([12, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0])  // a jump to nowhere
    append([14, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 65, 0])  // a path with a NUL in it
    append(try #require(ShowRecord.encode(.next)))
    #expect(try show.takeCommands() == [.next])
  }

  @Test("a command that is written in two pieces is not taken before its end, nor lost")
  func pieces() throws {
    let show = try Show(on: name, root: directory.root)
    let record = try #require(ShowRecord.encode(.jump("/a/b")))
    // What a sender that was killed has left, and what another then appends.
    append(Array(record.prefix(13)))
    #expect(try show.takeCommands() == [])
    append(try #require(ShowRecord.encode(.next)))
    #expect(try show.takeCommands() == [.next])
  }

  @Test("a show file that is cut, or blown up, is made anew", arguments: [0, 100, 4096, 1 << 62])
  func resized(byteCount: Int) throws {
    let show = try Show(on: name, root: directory.root)
    try show.update(ShowStatus(state: .playing, position: 3))
    _ = try ShowSteering.send(.next, to: name, root: directory.root)
    #expect(try show.takeCommands() == [.next])
    truncate(file, off_t(byteCount))
    while try awaitReadable(show.doorbell, until: Deadline(after: .zero)) {
      _ = try show.takeCommands()
    }
    let shown = try #require(try directory.root.show(of: name))
    #expect(shown.position == 3)
    _ = try ShowSteering.send(.pause, to: name, root: directory.root)
    #expect(try show.takeCommands() == [.pause])
  }

  @Test("a show file that is cut, and blown up, while it is read ends no show")
  func resizedMeanwhile() throws {
    let show = try Show(on: name, root: directory.root)
    let vandal = Thread { [file] in
      for _ in 0..<20_000 {
        truncate(file, 4200)
        truncate(file, .max)
      }
    }
    // An error is told, and the next look goes on.
    for _ in 0..<20_000 { _ = try? show.takeRequests() }
    vandal.join()
    while try awaitReadable(show.doorbell, until: Deadline(after: .zero)) {
      _ = try show.takeRequests()
    }
    _ = try ShowSteering.send(.pause, to: name, root: directory.root)
    #expect(try show.takeCommands() == [.pause])
  }

  @Test("any bytes are commands or none, in pieces of any size", arguments: UInt64(1)...4)
  func random(seed: UInt64) throws {
    var source = SeededGenerator(seed: seed)
    let show = try Show(on: name, root: directory.root)
    for _ in 0..<500 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...4, using: &source) {
        bytes += try #require(ShowRecord.encode(Bool.random(using: &source) ? .next : .jump("/x")))
      }
      for _ in 0..<Int.random(in: 0...2, using: &source) {
        let index = Int.random(in: 0..<bytes.count, using: &source)
        bytes[index] = UInt8.random(in: .min ... .max, using: &source)
      }
      append(Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &source))))
      #expect(try show.takeCommands().count <= 4)
    }
    while try awaitReadable(show.doorbell, until: Deadline(after: .zero)) {
      _ = try show.takeCommands()
    }
    _ = try ShowSteering.send(.stop, to: name, root: directory.root)
    #expect(try show.takeCommands() == [.stop])
  }
}
