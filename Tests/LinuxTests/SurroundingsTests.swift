import CLinux
import Glibc
import Linux
import Testing

@Suite struct SurroundingsTests {
  @Test("the host's name is what uname(1) calls it")
  func hostName() throws {
    let ends = try Pipe()
    var spawn = Spawn("uname", [Array("-n".utf8)])
    spawn.output = .descriptor(ends.writing.number)
    _ = try spawn.start().wait(until: .never)
    #expect(try readSome(ends.reading.number, atMost: 4096) == HostName.bytes + [0x0A])
    #expect(Array(HostName.text.utf8) == HostName.bytes)
  }

  @Test("standard streams that the parent has closed are opened on nothing")
  func standardDescriptors() async {
    await #expect(processExitsWith: .exitCode(0)) {
      // CLONE_FILES: descriptors of this thread's own, of which the process's others take none.
      guard clinux_system_call(Int(__NR_unshare), 0x400, 0, 0, 0) == 0 else { exit(3) }
      close(STDIN_FILENO)
      close(STDERR_FILENO)
      try StandardDescriptors.complete()
      let null = try FileStatus(at: "/dev/null").identity
      for number in [STDIN_FILENO, STDERR_FILENO] {
        guard try FileStatus(of: number).identity == null else { exit(1) }
        guard fcntl(number, F_GETFD) == 0 else { exit(2) }
      }
      exit(0)
    }
  }

  @Test("the working directory is where relative paths begin")
  func workingDirectory() throws {
    let path = try #require(WorkingDirectory.path)
    #expect(
      try FileStatus(at: PathBytes(path)).identity == FileStatus(at: ".").identity)
  }

  @Test("the clocks go on, and sleeping takes as long as asked for")
  func clocks() throws {
    let start = Clock.monotonic()
    Clock.sleep(.milliseconds(2))
    #expect(Clock.monotonic() - start >= .milliseconds(2))
    #expect(Clock.processorTime() > .zero)
    // 2020 to 2200
    #expect((1_577_836_800_000_000_000..<7_258_118_400_000_000_000).contains(Clock.fileStamp()))
    #expect(Clock.nanosecondsSinceEpoch() >= UInt64(Clock.fileStamp()))
  }

  @Test("the arguments are those of the command line")
  func arguments() {
    #expect(ProgramArguments.all == CommandLine.arguments.dropFirst().map { Array($0.utf8) })
  }
}
