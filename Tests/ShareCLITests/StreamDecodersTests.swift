import ImageDecoding
import Linux
import Pixels
import ShmChannel
import TestSupport
import Testing

@testable import ShareCLI

@Suite("The threads that decode a stream's pictures")
struct StreamDecodersTests {
  private let decoders: StreamDecoders

  init() throws { decoders = try StreamDecoders(DecodingLimits(), keepsDepth: true) }

  /// A picture of one grey, side by side.
  private func picture(_ grey: UInt8, side: Int) throws -> StreamBuffer {
    let bytes =
      Array("P5\n\(side) \(side)\n255\n".utf8) + Array(repeating: grey, count: side * side)
    let buffer = StreamBuffer()
    let isCopied = bytes.withUnsafeBytes { buffer.bytes.append($0) }
    #expect(isCopied)
    buffer.picture = 0..<bytes.count
    return buffer
  }

  /// The next one in order, once the bell rings for it.
  private func next() throws -> DecodedPicture {
    var poller = Poller<String>()
    poller.add(decoders.descriptor, as: "news")
    _ = try poller.wait()
    return try #require(try decoders.take())
  }

  @Test("pictures come out in the order in which they went in, however long each takes")
  func order() throws {
    var sides: [Int] = []
    for number in 0..<40 {
      if !decoders.hasRoom { sides.append(try side(of: next())) }
      // Large ones first, which are finished last.
      let buffer = try picture(
        UInt8(number), side: number.isMultiple(of: 2) ? 1500 + number : number)
      try decoders.give(DecodedPicture(buffer))
    }
    while !decoders.isEmpty { sides.append(try side(of: next())) }
    #expect(sides == (0..<40).map { $0.isMultiple(of: 2) ? 1500 + $0 : $0 })
    #expect(try decoders.take() == nil)
  }

  private func side(of picture: DecodedPicture) throws -> Int {
    switch try picture.take() {
    case .still(let picture): return picture.layout.width
    case .animation: throw TestFailure("a still picture moves")
    }
  }

  @Test("one that cannot be decoded keeps its place, and says why")
  func damaged() throws {
    let cut = try picture(1, side: 900)
    cut.picture = 0..<1000
    try decoders.give(DecodedPicture(cut))
    try decoders.give(DecodedPicture(try picture(2, side: 3)))
    let first = try next()
    #expect(throws: DecodingError.self) { _ = try first.take() }
    #expect(try side(of: next()) == 3)
  }
}
