import Glibc
import Linux
import SystemPackage
import Testing

@Suite struct SignalTests {
  @Test("signals arrive at the descriptor, each as its number, and can be taken once")
  func arrival() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let signals = try SignalDescriptor(hearsOfChildren: true)
      guard signals.takeArrived().isEmpty else { exit(1) }
      raise(SIGTERM)
      raise(SIGCHLD)
      _ = try Readiness.readable.wait(on: signals.number)
      guard signals.takeArrived() == [SIGTERM, SIGCHLD] else { exit(2) }
      guard signals.takeArrived().isEmpty else { exit(3) }
      exit(0)
    }
  }

  @Test("a signal that is ignored at the start stays so", arguments: [SIGHUP, SIGINT])
  func ignored(number: CInt) async {
    await #expect(processExitsWith: .exitCode(0)) { [number = number as CInt] in
      signal(number, SIG_IGN)
      let signals = try SignalDescriptor()
      raise(number)
      raise(SIGTERM)
      guard signals.takeArrived() == [SIGTERM] else { exit(1) }
      signals.release()
      guard Signals.isIgnored(number) else { exit(2) }
      raise(number)
      exit(0)
    }
  }

  @Test("once the descriptor has let go, a signal ends the process at once")
  func release() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      let signals = try SignalDescriptor()
      raise(SIGINT)
      signals.release()
      raise(SIGTERM)
      exit(1)
    }
  }

  @Test("children's ends are kept, whatever a parent has had ignored")
  func children() async {
    await #expect(processExitsWith: .exitCode(0)) {
      signal(SIGCHLD, SIG_IGN)
      _ = try SignalDescriptor(hearsOfChildren: true).number
      let child = try Spawn("sh", [Array("-c".utf8), Array("exit 7".utf8)]).start()
      exit(child.wait(until: .never) == .exited(7) ? 0 : 1)
    }
  }

  @Test("a reader that went away and a file that grows too large are errors, not signals")
  func writeFailures() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Signals.ignoreWriteFailures()
      guard Signals.isIgnored(SIGPIPE), Signals.isIgnored(SIGXFSZ) else { exit(1) }
      let writing = try Pipe().keepWriting()
      do {
        try writeAll([1], to: writing.number)
        exit(2)
      } catch {
        exit((error as? SystemError)?.errno == .brokenPipe ? 0 : 3)
      }
    }
  }
}
