/// What a viewer says of itself in `viewers/` (docs/PROTOCOL.md, "viewers").
package struct ViewerRecord: Equatable {
  var processID: UInt32
  package var name: String
  /// The latest generation that the X server has shown.
  package var generation: Generation
  /// When: nanoseconds since the epoch; 0 before the first frame.
  var shownAt: UInt64
  /// How many generations before the latest it would like publishers to keep.
  var history: UInt32
  /// The vertical blank at which that was; nil where the viewer does not know.
  package var blank: VerticalBlank?
  /// How long its latest frames took; nil where it does not say.
  package var latency: LatencySummary?

  enum Offset {
    static let magic = 0
    static let version = 8
    static let processID = 12
    static let generation = 16
    static let shownAt = 24
    static let nameByteCount = 32
    static let history = 36
    static let name = 40
    static let blankTime = 104
    static let blankCount = 112
    static let latency = 120
  }
  static let magic = [UInt8]("SHMVVIEW".utf8)
  static let version: UInt32 = 1
  static let maximumNameByteCount = 64
  /// Bytes that each has.
  static let leastByteCount = Offset.name + maximumNameByteCount
  /// Bytes of one that says all.
  static let byteCount = Offset.latency + LatencySummary.byteCount

  /// The whole file.
  package var bytes: [UInt8] {
    let name = [UInt8](Title.sanitized(name, byteCount: Self.maximumNameByteCount).utf8)
    var bytes = Self.magic + [UInt8](repeating: 0, count: Self.byteCount - Self.magic.count)
    bytes.set(Self.version, at: Offset.version)
    bytes.set(processID, at: Offset.processID)
    bytes.set(generation.rawValue, at: Offset.generation)
    bytes.set(shownAt, at: Offset.shownAt)
    bytes.set(UInt32(name.count), at: Offset.nameByteCount)
    bytes.set(history, at: Offset.history)
    bytes.replaceSubrange(Offset.name..<Offset.name + name.count, with: name)
    bytes.set(blank?.microseconds ?? 0, at: Offset.blankTime)
    bytes.set(blank?.count ?? 0, at: Offset.blankCount)
    if let latency { bytes.replaceSubrange(Offset.latency..., with: latency.bytes) }
    return bytes
  }

  /// The part that changes with each frame, from `Offset.generation` on.
  var shownBytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Offset.nameByteCount - Offset.generation)
    bytes.set(generation.rawValue, at: 0)
    bytes.set(shownAt, at: Offset.shownAt - Offset.generation)
    return bytes
  }

  init(processID: UInt32, name: String, history: UInt32 = 0) {
    self.processID = processID
    self.name = name
    self.history = history
    generation = .empty
    shownAt = 0
  }

  /// Nil for bytes that are not a record of this version.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.leastByteCount, bytes.starts(with: Self.magic),
      bytes.number(UInt32.self, at: Offset.version) == Self.version
    else { return nil }
    let nameByteCount = Int(bytes.number(UInt32.self, at: Offset.nameByteCount))
    guard nameByteCount <= Self.maximumNameByteCount else { return nil }
    processID = bytes.number(UInt32.self, at: Offset.processID)
    generation = Generation(rawValue: bytes.number(UInt64.self, at: Offset.generation))
    shownAt = bytes.number(UInt64.self, at: Offset.shownAt)
    history = bytes.number(UInt32.self, at: Offset.history)
    name = Title.sanitized(
      bytes: bytes[Offset.name..<Offset.name + nameByteCount], byteCount: Self.maximumNameByteCount)
    latency = LatencySummary(Array(bytes.dropFirst(Offset.latency)))
    blank = Self.blank(bytes)
  }

  private static func blank(_ bytes: [UInt8]) -> VerticalBlank? {
    guard bytes.count >= Offset.latency else { return nil }
    let blank = VerticalBlank(
      microseconds: bytes.number(UInt64.self, at: Offset.blankTime),
      count: bytes.number(UInt64.self, at: Offset.blankCount))
    return blank.microseconds == 0 ? nil : blank
  }
}
