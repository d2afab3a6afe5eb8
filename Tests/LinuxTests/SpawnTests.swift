import Glibc
import Linux
import SystemPackage
import Testing

@Suite struct SpawnTests {
  /// What a program prints.
  private func output(_ change: (inout Spawn) -> Void) throws -> [UInt8] {
    let ends = try Pipe()
    var spawn = Spawn("sh", [])
    spawn.output = .descriptor(ends.writing.number)
    change(&spawn)
    let child = try spawn.start()
    var bytes: [UInt8] = []
    #expect(child.wait(until: .never) == .exited(0))
    while Readiness.readable.now(of: ends.reading.number) == .readable {
      bytes += try readSome(ends.reading.number, atMost: 4096)
    }
    return bytes
  }

  @Test("arguments arrive byte by byte")
  func arguments() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x20, 0x0A]
    #expect(
      try output {
        $0.program = "printf"
        $0.arguments = [Array("%s".utf8), bytes]
      } == bytes)
  }

  @Test("a program can have another name, and an environment of its own")
  func name() throws {
    let script = "echo \"$0 $WORD\""
    #expect(
      try output {
        $0.program = "/bin/sh"
        $0.name = Array("somebody".utf8)
        $0.environment = [Array("WORD=said".utf8)]
        $0.arguments = [Array("-c".utf8), Array(script.utf8)]
      } == Array("somebody said\n".utf8))
  }

  @Test("a stream can lead nowhere, and no other descriptor is inherited")
  func streams() throws {
    let memory = try Descriptor(memoryNamed: "memory")
    let script = "cat; echo lost >&2; test ! -e /proc/$$/fd/\(memory.number) && echo none"
    #expect(
      try output {
        $0.input = .nothing
        $0.error = .nothing
        $0.arguments = [Array("-c".utf8), Array(script.utf8)]
      } == Array("none\n".utf8))
  }

  @Test("a program that is not there says so")
  func missing() {
    let error = #expect(throws: SystemError.self) { _ = try Spawn("/nowhere/x").start() }
    #expect(error == SystemError("posix_spawn", "/nowhere/x", errno: .noSuchFileOrDirectory))
  }

  @Test("no signal is blocked or ignored in what is started")
  func signals() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Signals.ignoreWriteFailures()
      let signals = try SignalDescriptor(hearsOfChildren: true)
      defer { _ = signals.takeArrived() }
      let child = try Spawn("sh", [Array("-c".utf8), Array("kill -PIPE $$".utf8)]).start()
      guard child.wait(until: .never) == .signalled(SIGPIPE) else { exit(1) }
      let other = try Spawn("sh", [Array("-c".utf8), Array("kill -TERM $$".utf8)]).start()
      guard other.wait(until: .never) == .signalled(SIGTERM) else { exit(2) }
      exit(0)
    }
  }

  @Test("an ending is told once, and then no signal is sent to whoever has the number")
  func ending() throws {
    let child = try Spawn("sh", [Array("-c".utf8), Array("exit 7".utf8)]).start()
    #expect(child.wait(until: Deadline(after: .seconds(60))) == .exited(7))
    #expect(child.hasEnded && child.takeEnding() == nil && child.wait(until: .never) == nil)
    child.signal(SIGKILL)
  }

  @Test("a process that ends after its object has gone leaves nothing behind")
  func orphan() throws {
    let id = try Spawn("sh", [Array("-c".utf8), Array("exec sleep 0.01".utf8)]).start().id
    let deadline = ContinuousClock.now + .seconds(60)
    // Each start looks after those that were left.
    while kill(id, 0) == 0, ContinuousClock.now < deadline {
      _ = try Spawn("true", []).start().wait(until: .never)
    }
    #expect(kill(id, 0) == -1 && errno == ESRCH)
  }

  @Test("a process that does not end is waited for no longer than until the deadline")
  func patience() throws {
    let child = try Spawn("sleep", [Array("1000".utf8)]).start()
    #expect(child.takeEnding() == nil)
    #expect(child.wait(until: Deadline(after: .milliseconds(1))) == nil)
    let descriptor = try child.openDescriptor()
    child.signal(SIGKILL)
    #expect(try Readiness.readable.wait(on: descriptor.number) == .readable)
    #expect(child.takeEnding() == .signalled(SIGKILL))
  }

  @Test("a program beside this one is found, and only a program")
  func neighbours() throws {
    let own = try #require(OwnExecutable.path.filePath.lastComponent)
    #expect(own.string == "exe")
    #expect(OwnExecutable.neighbour(named: "nobody has this name") == nil)
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    let name = String(try #require(path.split(separator: "/").last))
    #expect(OwnExecutable.neighbour(named: name)?.description == path)
  }
}
