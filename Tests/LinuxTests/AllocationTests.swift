import Glibc
import Linux
import SystemPackage
import Testing

@Suite struct AllocationTests {
  private let scratch = Scratch()

  /// As a kernel that a signal stops, and that then takes back all that the call has allocated.
  private struct Signalled {
    let countBetweenSignals: Int
    var end = 0
    var calls = 0

    mutating func allocate(_ offset: Int, _ count: Int) -> CInt {
      calls += 1
      if count > countBetweenSignals { return EINTR }
      #expect(offset == end)
      end += count
      return 0
    }
  }

  @Test(
    "memory is allocated to its last byte, however little of it fits between two signals",
    arguments: [4096, 100_000, 1 << 30])
  func signals(countBetweenSignals: Int) {
    var kernel = Signalled(countBetweenSignals: countBetweenSignals)
    let count = 9_000_001
    #expect(allocateInPieces(count) { kernel.allocate($0, $1) } == nil)
    #expect(kernel.end == count)
    #expect(kernel.calls <= count / min(countBetweenSignals / 2, 4 << 20) + 12)
  }

  @Test("what is no signal ends it")
  func failure() {
    #expect(allocateInPieces(1 << 30) { offset, _ in offset > 0 ? ENOSPC : 0 } == .noSpace)
  }

  @Test("the file has the memory then")
  func file() throws {
    let path = try scratch.write("", to: "file")
    let file = try Descriptor(opening: path, .readWrite, named: path.description)
    let count = 5 << 20
    try allocateBytes(count, in: file.number)
    let status = try FileStatus(of: file.number, path: "")
    #expect(status.byteCount == count && status.allocatedByteCount >= count)
  }
}
