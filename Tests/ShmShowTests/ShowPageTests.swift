import TestSupport
import Testing

@testable import ShmChannel
@testable import ShmShow

@Suite struct ShowPageTests {
  static var page: ShowPage {
    var page = ShowPage(
      ShowStatus(state: .paused, position: 12, count: 340, directory: "~/日本", note: "n"),
      processID: 77)
    page.isPrivate = true
    page.startedAt = 0x0102_0304
    page.consumed = 5000
    page.refuse(4096..<4108)
    return page
  }

  @Test("what is encoded is decoded again")
  func roundTrip() throws {
    guard let decoded = ShowPage(Self.page.bytes) else {
      Issue.record("not decoded")
      return
    }
    #expect(decoded == Self.page)
  }

  @Test("the fields stand where docs/PROTOCOL.md says")
  func layout() {
    let bytes = Self.page.bytes
    #expect(bytes.count == 4096)
    #expect(Array(bytes[0..<8]) == Array("SHMVSHOW".utf8))
    #expect(
      Array(bytes[8..<48]) == [
        1, 0, 0, 0, 0, 16, 0, 0, 77, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 12, 0, 0, 0, 84, 1, 0, 0, 0,
        0, 0, 0, 4, 3, 2, 1, 0, 0, 0, 0,
      ])
    #expect(Array(bytes[48..<56]) == [0x88, 0x13, 0, 0, 0, 0, 0, 0])
    #expect(Array(bytes[64..<72]) == [8, 0, 0, 0, 1, 0, 0, 0])
    #expect(Array(bytes[80..<88]) == Array("~/日本".utf8))
    #expect(bytes[1104] == UInt8(ascii: "n"))
    #expect(Array(bytes[2128..<2144]) == [0, 16, 0, 0, 0, 0, 0, 0, 12, 16, 0, 0, 0, 0, 0, 0])
  }

  @Test("a screen that is off, and when that changes, stand where docs/PROTOCOL.md says")
  func screen() throws {
    var page = Self.page
    page.status.state = .off
    page.status.nextChange = .seconds(1_764_284_400)
    #expect(ShowPage(page.bytes)?.status == page.status)
    #expect(page.bytes[20] == 4)
    #expect(page.bytes.number(UInt64.self, at: 72) == 1_764_284_400_000_000_000)
    #expect(Self.page.bytes.number(UInt64.self, at: 72) == 0)
    page.status.nextChange = .seconds(Int64.max)
    _ = page.bytes  // what no page can hold is no trap
  }

  @Test("what has become of its pictures stands where docs/PROTOCOL.md says")
  func tally() throws {
    var page = Self.page
    page.status.lastChange = .seconds(1_764_284_400)
    (page.status.failureCount, page.status.lastFailure) = (5, "a.png: is damaged")
    page.status.awaited = "/nas"
    #expect(ShowPage(page.bytes)?.status == page.status)
    #expect(page.bytes.number(UInt64.self, at: 2384) == 1_764_284_400_000_000_000)
    #expect(Array(page.bytes[2392..<2408]) == [5, 0, 0, 0, 17, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(page.bytes[2408..<2413]) == Array("a.png".utf8))
    #expect(Array(page.bytes[3176..<3181]) == Array("/nas".utf8) + [0])
    #expect(Self.page.bytes[2384..<4092].allSatisfy { $0 == 0 }, "nothing has happened yet")
    page.status.awaited = String(repeating: "é", count: 600)
    #expect(ShowPage(page.bytes)?.status.awaited.utf8.count == 768)
    for offset in [2396, 2400] {
      var bytes = Self.page.bytes
      bytes.set(UInt32(769), at: offset)
      bytes.set(checksum(bytes[..<4092]), at: 4092)
      #expect(ShowPage(bytes) == nil)
    }
  }

  @Test("the checksum is the CRC-32 that zlib computes")
  func crc() {
    #expect(checksum(Array("123456789".utf8)[...]) == 0xCBF4_3926)
  }

  @Test("texts are cleaned and cut")
  func texts() throws {
    var page = Self.page
    page.status.note = "\u{1B}" + String(repeating: "é", count: 600)
    guard let decoded = ShowPage(page.bytes) else {
      Issue.record("not decoded")
      return
    }
    #expect(decoded.status.note == "\u{FFFD}" + String(repeating: "é", count: 510))
  }

  @Test("a refusal concerns the command that ends in it, and only the latest few are kept")
  func refusals() {
    var page = Self.page
    #expect(page.hasRefused(commandEndingAt: 4108))
    #expect(!page.hasRefused(commandEndingAt: 4096))
    #expect(!page.hasRefused(commandEndingAt: 4120))
    for index in 0..<16 { page.refuse(5000 + 20 * index..<5020 + 20 * index) }
    #expect(page.refused.count == 16)
    #expect(!page.hasRefused(commandEndingAt: 4108))
    #expect(page.hasRefused(commandEndingAt: 5020))
  }

  @Test(
    "half a page from before a write and half from after is none", arguments: [100, 2000, 4095])
  func torn(at offset: Int) {
    var later = Self.page
    later.status.directory = String(repeating: "x", count: 1024)
    later.status.note = String(repeating: "y", count: 1024)
    later.consumed = 9999
    let bytes = Array(later.bytes[..<offset]) + Array(Self.page.bytes[offset...])
    guard ShowPageFormat.check(bytes) == .torn else {
      Issue.record("taken for a page")
      return
    }
  }

  @Test("a page with any wrong field is unreadable, not a trap")
  func random() {
    var source = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      var bytes = Self.page.bytes
      for _ in 0..<Int.random(in: 1...3, using: &source) {
        let offset = Int.random(in: 0..<80, using: &source)
        bytes[offset] = UInt8.random(in: .min ... .max, using: &source)
      }
      bytes.set(checksum(bytes[..<4092]), at: 4092)
      if let page = ShowPage(bytes) {
        #expect(page.status.directory.utf8.count <= 3 * 1024)
      }
    }
    for count in [0, 1, 80, 4095] {
      guard ShowPageFormat.check(Array(Self.page.bytes.prefix(count))) == .unreadable else {
        Issue.record("\(count) bytes taken for a page")
        return
      }
    }
  }
}
