import Glibc
import Linux
import TestSupport
import Testing

@testable import ShmChannel

/// Frames that are written piece by piece.
@Suite struct FillingTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }

  @Test(
    "pieces of any size, in any order, make the same frame as one, in new memory and in used memory"
  )
  func pieces() throws {
    let channel = try Channel.openOrCreate(.standard, root: directory.root)
    let reader = try ChannelReader(name: .standard, root: directory.root)
    for round in 0..<4 {
      let pixels = (0..<48).map { UInt8($0 + round) }
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      let isFilled = loan.fill { pieces in
        [32..<48, 0..<5, 5..<5, 5..<32].allSatisfy {
          pieces.write(Array(pixels[$0]).span.bytes, at: $0.lowerBound)
        }
      }
      #expect(isFilled)
      _ = try loan.publish(title: "pieces")
      let frame = try reader.latestFrame()
      try frame.withMappedPixels { bytes in
        #expect(bytes.withUnsafeBytes { Array($0.prefix(48)) } == pixels)
      }
    }
  }

  @Test("a loan that is given up in the middle is seen by nobody")
  func abandoned() throws {
    let channel = try Channel.openOrCreate(.standard, root: directory.root)
    let before = try channel.put(1)
    do {
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      let isFilled = loan.fill { $0.write([UInt8](repeating: 7, count: 20).span.bytes, at: 0) }
      #expect(!isFilled)
    }
    let reader = try ChannelReader(name: .standard, root: directory.root)
    #expect(try reader.latestFrame().info.generation == before)
    #expect(try channel.put(2).rawValue == before.rawValue + 1)
  }

  @Test("threads fill one frame together")
  func together() throws {
    let channel = try Channel.openOrCreate(.standard, root: directory.root)
    let reader = try ChannelReader(name: .standard, root: directory.root)
    var loan = try channel.loan(width: 512, height: 512, format: .bgrx)
    let isFilled = loan.fill { pieces in
      func half(_ value: UInt8) -> Bool {
        let piece = [UInt8](repeating: value, count: 2048)
        return (0..<256).allSatisfy {
          pieces.write(piece.span.bytes, at: (Int(value) * 256 + $0) * 2048)
        }
      }
      var (first, second) = (false, false)
      sideBySide({ first = half(0) }, { second = half(1) })
      return first && second
    }
    #expect(isFilled)
    _ = try loan.publish(title: "together")
    try reader.latestFrame().withMappedPixels { bytes in
      bytes.withUnsafeBytes { bytes in
        #expect((0..<1 << 20).allSatisfy { bytes[$0] == ($0 < 1 << 19 ? 0 : 1) })
      }
    }
  }

  @Test("what is not written to its end is not published, and no more is taken than there is room")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      let directory = try TemporaryRoot()
      let channel = try Channel.openOrCreate(.standard, root: directory.root)
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      _ = loan.fill { $0.write([UInt8](repeating: 7, count: 47).span.bytes, at: 0) }
      _ = try loan.publish(title: "")
    }
    await #expect(processExitsWith: .failure) {
      let directory = try TemporaryRoot()
      let channel = try Channel.openOrCreate(.standard, root: directory.root)
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      _ = loan.fill { $0.write([7, 7].span.bytes, at: 47) }
    }
  }

  /// Faults of this thread's, with what `body` made of it.
  private static func faults(_ body: () -> Void) -> Int {
    func count() -> Int {
      var usage = rusage()
      getrusage(1, &usage)  // RUSAGE_THREAD, which Glibc lacks in Swift
      return usage.ru_minflt
    }
    let before = count()
    body()
    return count() - before
  }

  /// What AddressSanitizer knows of memory is in memory as well, an eighth of it, which has faults
  /// of its own: they are had here. Does nothing without it, and touches the memory itself in no
  /// case.
  private static func touchShadow(of bytes: UnsafeMutableRawBufferPointer) {
    guard let symbol = dlsym(nil, "__asan_region_is_poisoned") else { return }
    typealias Look = @convention(c) (UnsafeMutableRawPointer?, Int) -> UnsafeMutableRawPointer?
    let look = unsafeBitCast(symbol, to: Look.self)
    #expect(look(bytes.baseAddress, bytes.count) == nil)
  }

  @Test("a frame that was prepared is filled where it is, without faults")
  func prepared() throws {
    let (width, height) = (1024, 512)  // 512 pages
    let first = try Channel.openOrCreate(.standard, root: directory.root)
    for byte in [1, 2] as [UInt8] { _ = try first.put(byte, width: width, height: height) }
    for isPrepared in [false, true] {
      let channel = try Channel.open(.standard, root: directory.root)
      if isPrepared { channel.prepareLoan(atMost: 4 << 20) }
      var loan = try channel.loan(width: width, height: height, format: .bgrx)
      #expect(loan.isMapped == isPrepared)
      let faults = try loan.mappedPixels().withRows(0..<height) { rows in
        rows.withUnsafeMutableBytes { bytes in
          Self.touchShadow(of: bytes)
          return Self.faults { bytes.initializeMemory(as: UInt8.self, repeating: 3) }
        }
      }
      if isPrepared { #expect(faults < 64) }
      _ = try loan.publish(title: "filled")
      let frame = try ChannelReader(name: .standard, root: directory.root).latestFrame()
      #expect(try frame.pixels().allSatisfy { $0 == 3 })
    }
  }

  @Test("nothing is prepared of a frame that is too large, or given back")
  func notPrepared() throws {
    let first = try Channel.openOrCreate(.standard, root: directory.root)
    for byte in [1, 2] as [UInt8] { _ = try first.put(byte, width: 64, height: 64) }
    for limit in [16_384, 1 << 20] {
      let channel = try Channel.open(.standard, root: directory.root)
      channel.prepareLoan(atMost: limit)
      if limit > 16_384 { channel.unprepareLoan() }
      #expect(try !channel.loan(width: 64, height: 64, format: .bgrx).isMapped)
    }
    let empty = try Channel.openOrCreate(try ChannelName("empty"), root: directory.root)
    empty.prepareLoan(atMost: 1 << 20)
    #expect(try !empty.loan(width: 64, height: 64, format: .bgrx).isMapped)
  }
}
