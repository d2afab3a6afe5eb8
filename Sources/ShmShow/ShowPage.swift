package import ShmChannel

private import Linux

/// The first page of a show file (docs/PROTOCOL.md, "show"): bytes from and to it.
package struct ShowPage: Equatable {
  package var status: ShowStatus
  /// The channel is the show's own, and goes with it.
  var isPrivate = false
  /// Nanoseconds since the epoch.
  var startedAt: UInt64
  /// Where the first command stands that has not been carried out.
  var consumed = Self.byteCount
  /// Commands, and bytes that were none, that have not been and will not be carried out; the
  /// latest few.
  private(set) var refused: [Range<Int>] = []

  package typealias Offset = ShowPageFormat.Offset
  /// Where the commands begin.
  package static let byteCount = ShowPageFormat.byteCount
  /// How many refusals are remembered.
  static let refusedCount = 16

  /// Remembers a refusal, and forgets the oldest where there are too many.
  mutating func refuse(_ range: Range<Int>) {
    refused.append(range)
    refused.removeFirst(max(0, refused.count - Self.refusedCount))
  }

  /// For a new file, in which nothing has been refused.
  mutating func forgetRefusals() { refused = [] }

  /// Whether the command that ends at `end` was refused.
  func hasRefused(commandEndingAt end: Int) -> Bool {
    refused.contains { $0.lowerBound < end && end <= $0.upperBound }
  }
}

extension ShowPage {
  init(_ status: ShowStatus, processID: UInt32) {
    self.status = status
    self.status.processID = processID
    self.startedAt = Clock.nanosecondsSinceEpoch()
  }

  /// All bytes of the page.
  package var bytes: [UInt8] {
    let magic = ShowPageFormat.magic
    var bytes = magic + [UInt8](repeating: 0, count: Self.byteCount - magic.count)
    bytes.set(ShowPageFormat.version, at: Offset.version)
    bytes.set(UInt32(Self.byteCount), at: Offset.headerByteCount)
    bytes.set(status.processID, at: Offset.processID)
    bytes.set(status.state.rawValue, at: Offset.state)
    bytes.set(isPrivate ? ShowPageFormat.privateFlag : 0, at: Offset.flags)
    bytes.set(UInt32(clamping: status.position), at: Offset.position)
    bytes.set(UInt32(clamping: status.count), at: Offset.count)
    bytes.set(startedAt, at: Offset.startedAt)
    bytes.set(UInt64(consumed), at: Offset.consumed)
    bytes.set(Self.number(status.nextChange), at: Offset.nextChange)
    bytes.set(Self.number(status.lastChange), at: Offset.lastChange)
    bytes.set(UInt32(clamping: status.failureCount), at: Offset.failureCount)
    Self.put(status.directory, into: &bytes, Offset.directory, Offset.directoryByteCount)
    Self.put(status.note, into: &bytes, Offset.note, Offset.noteByteCount)
    let most = ShowPageFormat.maximumShortTextByteCount
    Self.put(
      status.lastFailure, into: &bytes, Offset.lastFailure, Offset.lastFailureByteCount, most: most)
    Self.put(status.awaited, into: &bytes, Offset.awaited, Offset.awaitedByteCount, most: most)
    for (index, range) in refused.enumerated() {
      bytes.set(UInt64(range.lowerBound), at: Offset.refused + 16 * index)
      bytes.set(UInt64(range.upperBound), at: Offset.refused + 16 * index + 8)
    }
    bytes.set(checksum(bytes[..<Offset.checksum]), at: Offset.checksum)
    return bytes
  }

  /// A moment as nanoseconds since the epoch; 0 for none.
  private static func number(_ moment: Duration?) -> UInt64 {
    UInt64(clamping: moment.map { $0.wholeNanoseconds(.down) } ?? 0)
  }

  private static func put(
    _ text: String, into bytes: inout [UInt8], _ offset: Int, _ countOffset: Int,
    most: Int = ShowPageFormat.maximumTextByteCount
  ) {
    let text = [UInt8](Title.sanitized(text, byteCount: most).utf8)
    bytes.set(UInt32(text.count), at: countOffset)
    bytes.replaceSubrange(offset..<offset + text.count, with: text)
  }
}

extension ShowPage {
  /// What a page says; nil for bytes that are none.
  package init?(_ bytes: [UInt8]) {
    guard ShowPageFormat.check(bytes) == .whole else { return nil }
    self.init(checked: bytes)
  }

  /// What a page says that `ShowPageFormat.check` calls whole.
  init?(checked bytes: [UInt8]) {
    func field(_ offset: Int) -> UInt32 { bytes.number(UInt32.self, at: offset) }
    guard let state = ShowStatus.State(rawValue: field(Offset.state)),
      let directory = Self.text(bytes, Offset.directory, Offset.directoryByteCount),
      let note = Self.text(bytes, Offset.note, Offset.noteByteCount),
      let lastFailure = Self.text(bytes, Offset.lastFailure, Offset.lastFailureByteCount),
      let awaited = Self.text(bytes, Offset.awaited, Offset.awaitedByteCount),
      let consumed = Int(exactly: bytes.number(UInt64.self, at: Offset.consumed))
    else { return nil }
    status = ShowStatus(
      state: state, position: Int(field(Offset.position)), count: Int(field(Offset.count)),
      directory: directory, note: note, nextChange: Self.moment(bytes, Offset.nextChange))
    status.lastChange = Self.moment(bytes, Offset.lastChange)
    status.failureCount = Int(field(Offset.failureCount))
    (status.lastFailure, status.awaited) = (lastFailure, awaited)
    status.processID = field(Offset.processID)
    isPrivate = field(Offset.flags) & ShowPageFormat.privateFlag != 0
    startedAt = bytes.number(UInt64.self, at: Offset.startedAt)
    self.consumed = consumed
    for index in 0..<Self.refusedCount {
      let offset = Offset.refused + 16 * index
      guard let start = Int(exactly: bytes.number(UInt64.self, at: offset)),
        let end = Int(exactly: bytes.number(UInt64.self, at: offset + 8)), start < end
      else { break }
      refused.append(start..<end)
    }
  }

  private static func moment(_ bytes: [UInt8], _ offset: Int) -> Duration? {
    let number = bytes.number(UInt64.self, at: offset)
    return number == 0 ? nil : .nanoseconds(Int64(clamping: number))
  }

  private static func text(_ bytes: [UInt8], _ offset: Int, _ countOffset: Int) -> String? {
    let count = bytes.number(UInt32.self, at: countOffset)
    guard count <= UInt32(ShowPageFormat.maximumTextByteCount) else { return nil }
    return Title.sanitized(bytes: bytes[offset..<offset + Int(count)])
  }
}
