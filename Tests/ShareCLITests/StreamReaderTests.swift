import FrameStreams
import Glibc
import Linux
import TestSupport
import Testing

@testable import ShareCLI

@Suite("The thread that reads a stream")
final class StreamReaderTests {
  private let mailbox: StreamMailbox
  private let writing: Descriptor

  /// Begins to read a pipe of PGM files.
  init() throws {
    mailbox = try StreamMailbox(.block)
    let pipe = try Pipe()
    let reader = StreamReader(
      dup(pipe.reading.number), as: .known(.pnm),
      limits: StreamReader.Limits(pixels: 1 << 20, byteCount: 1 << 20), isLooping: false,
      into: mailbox)
    writing = pipe.keepWriting()
    try BackgroundThread.start { reader.run() }
  }

  private func send(_ bytes: [UInt8]) throws {
    try bytes.span.bytes.withUnsafeBytes { try Linux.writeAll($0, to: writing.number) }
  }

  private func picture(_ grey: UInt8) -> [UInt8] {
    Array("P5 20 20 255\n".utf8) + [UInt8](repeating: grey, count: 400)
  }

  private func next() throws -> StreamBuffer {
    _ = try Readiness.readable.wait(on: mailbox.descriptor)
    return try #require(try mailbox.take())
  }

  private var now: Duration { .nanoseconds(Int64(Linux::Clock.nanosecondsSinceEpoch())) }

  @Test("a picture came when its first byte did, whenever the last one comes")
  func arrival() throws {
    let start = now
    // At once, so that the second one has begun when the first one is there.
    try send(picture(1) + picture(2).prefix(200))
    let first = try next()
    let between = now
    try send(Array(picture(2).dropFirst(200)) + [0, 0])
    let second = try next()
    try send(picture(3))
    let third = try next()
    let arrivals = try [first, second, third].map { try #require($0.arrival) }
    #expect(arrivals == arrivals.sorted())
    #expect(arrivals[0] >= start && arrivals[1] <= between && arrivals[2] > between)
  }

  @Test("padding costs no memory, however much of it comes")
  func padding() throws {
    try send(picture(1))
    _ = try next()
    for _ in 0..<64 { try send([UInt8](repeating: 0, count: 65_536)) }
    try send(picture(2))
    let second = try next()
    #expect(second.bytes.count + second.bytes.room < 4 * 65_536)
    second.withPicture { #expect(Array($0) == picture(2)) }
  }
}
