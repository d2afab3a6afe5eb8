import ShmChannel
import TestSupport
import Testing

@Suite struct ViewerRecordTests {
  /// A record of version 1 whose name is `name`, padded with zeros.
  private func record(name: [UInt8]) -> [UInt8] {
    Array("SHMVVIEW".utf8) + littleEndian(UInt32(1)) + littleEndian(UInt32(42))
      + littleEndian(UInt64(7)) + littleEndian(UInt64(8)) + littleEndian(UInt32(name.count))
      + littleEndian(UInt32(0)) + name + [UInt8](repeating: 0, count: 64 - name.count)
  }

  @Test("a viewer's name has at most 64 bytes, also when cleaning makes it longer")
  func longName() throws {
    // 32 control characters of two bytes each; U+FFFD has three.
    let name = [[UInt8]](repeating: [0xC2, 0x85], count: 32).flatMap { $0 }
    let read = try #require(ViewerRecord(record(name: name)))
    #expect(read.name == String(repeating: "\u{FFFD}", count: 21))
    #expect(ViewerRecord(read.bytes) == read)
  }

  @Test("what a viewer says of its frames' ways comes back as it was, in whole microseconds")
  func latency() throws {
    let plain = try #require(ViewerRecord(record(name: Array("me".utf8))))
    #expect(plain.latency == nil, "a file of 104 bytes says nothing of it")
    #expect(plain.bytes.count == 176 && ViewerRecord(plain.bytes) == plain)
    var measured = plain
    measured.latency = LatencySummary(
      frameCount: 1000,
      stages: [
        .put: .init(median: .microseconds(7), high: .nanoseconds(9_999)),
        .total: .init(median: .milliseconds(2), high: .seconds(10_000)),
      ])
    let record = try #require(ViewerRecord(measured.bytes))
    let read = try #require(record.latency)
    #expect(read.frameCount == 1000 && read.stages.count == 2)
    #expect(read.stages[.put] == .init(median: .microseconds(7), high: .microseconds(9)))
    #expect(read.stages[.total]?.high == .microseconds(UInt32.max - 1), "the most that there is")
  }

  @Test("the vertical blank of the latest generation comes back, and none is none")
  func blank() throws {
    var shown = try #require(ViewerRecord(record(name: Array("me".utf8))))
    #expect(shown.blank == nil)
    shown.blank = VerticalBlank(microseconds: 1 << 40, count: 1 << 33)
    #expect(shown.bytes[104..<120] == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0])
    #expect(ViewerRecord(shown.bytes) == shown)
  }

  @Test("what is too short, too long, or of another version is no record")
  func others() {
    let good = record(name: Array("me".utf8))
    #expect(ViewerRecord(good) != nil)
    #expect(ViewerRecord(Array(good.dropLast())) == nil)
    for offset in [0, 8, 35] {
      var bad = good
      bad[offset] = 0xFF
      #expect(ViewerRecord(bad) == nil)
    }
  }
}
