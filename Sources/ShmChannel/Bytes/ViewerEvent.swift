/// Something that a person has done in a viewer (docs/PROTOCOL.md, "`events`").
public struct ViewerEvent: Equatable, Sendable {
  /// What it was.
  public enum Kind: UInt32, Sendable, CaseIterable {
    /// A key went down.
    case key = 1
    /// A button of the mouse went down.
    case press = 2
    /// A button of the mouse was let go.
    case release = 3
    /// The wheel was turned, with Control held.
    case wheel = 4
    /// A rectangle was drawn over the picture.
    case rectangle = 5
    /// The viewer's window has appeared.
    case opened = 6
    /// The viewer's window has another size.
    case resized = 7
    /// The viewer ends.
    case closed = 8
    /// The pointer has moved with a button held.
    case motion = 9
  }

  /// A place in a picture, in its pixels; the middle of the first is (0.5, 0.5).
  public struct Place: Equatable, Sendable {
    /// From the left edge.
    public var x: Double
    /// From the top edge.
    public var y: Double

    /// A place, which may be outside of the picture.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What it was.
  public var kind: Kind
  /// The viewer, by the number that its file in `viewers/` is called by.
  public package(set) var viewer: UInt64 = 0
  /// Its process, for people only.
  public package(set) var processID: UInt32 = 0
  /// The modifiers and buttons that were held, by the bits of `X.h`.
  public var modifiers: UInt32 = 0
  /// The generation that the window showed; empty for none.
  public var generation = Generation.empty
  /// When: since the epoch.
  public var time: Duration
  /// The keysym of a key, the number of a button; else 0.
  public var code: UInt32 = 0
  /// Where; nil where there is no picture.
  public var place: Place?
  /// Of a rectangle, in pixels of the picture; of a window, in its own.
  public var width: Double = 0
  /// The same from top to bottom.
  public var height: Double = 0
  /// The name that X has for a key.
  public var keyName = ""

  /// An event of which only that is known yet.
  public init(_ kind: Kind, at time: Duration) {
    self.kind = kind
    self.time = time
  }
}

extension ViewerEvent {
  private enum Offset {
    static let magic = 0
    static let kind = 4
    static let viewer = 8
    static let processID = 16
    static let modifiers = 20
    static let generation = 24
    static let time = 32
    static let code = 40
    static let x = 48
    static let y = 56
    static let width = 64
    static let height = 72
    static let nameByteCount = 80
    static let name = 84
    static let checksum = 124
  }
  private static let magic = [UInt8]("SHME".utf8)
  private static let maximumNameByteCount = 40

  /// Every record is as long, so that none is cut by the end of a page.
  package static let byteCount = 128

  /// The record in the log.
  package var bytes: [UInt8] {
    let name = [UInt8](Title.sanitized(keyName, byteCount: Self.maximumNameByteCount).utf8)
    var bytes = Self.magic + [UInt8](repeating: 0, count: Self.byteCount - Self.magic.count)
    bytes.set(kind.rawValue, at: Offset.kind)
    bytes.set(viewer, at: Offset.viewer)
    bytes.set(processID, at: Offset.processID)
    bytes.set(modifiers, at: Offset.modifiers)
    bytes.set(generation.rawValue, at: Offset.generation)
    let (seconds, attoseconds) = time.components
    let nanoseconds = seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
    bytes.set(UInt64(clamping: nanoseconds), at: Offset.time)
    bytes.set(code, at: Offset.code)
    bytes.set((place?.x ?? .nan).bitPattern, at: Offset.x)
    bytes.set((place?.y ?? .nan).bitPattern, at: Offset.y)
    bytes.set(width.bitPattern, at: Offset.width)
    bytes.set(height.bitPattern, at: Offset.height)
    bytes.set(UInt32(name.count), at: Offset.nameByteCount)
    bytes.replaceSubrange(Offset.name..<Offset.name + name.count, with: name)
    bytes.set(checksum(bytes[..<Offset.checksum]), at: Offset.checksum)
    return bytes
  }

  /// Nil for bytes that are not a record, or are one of a kind that is not known.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, bytes.starts(with: Self.magic),
      bytes.number(UInt32.self, at: Offset.checksum) == checksum(bytes[..<Offset.checksum]),
      let kind = Kind(rawValue: bytes.number(UInt32.self, at: Offset.kind))
    else { return nil }
    let nameByteCount = Int(bytes.number(UInt32.self, at: Offset.nameByteCount))
    guard nameByteCount <= Self.maximumNameByteCount else { return nil }
    func float(_ offset: Int) -> Double {
      Double(bitPattern: bytes.number(UInt64.self, at: offset))
    }
    self.init(
      kind, at: .nanoseconds(Int64(clamping: bytes.number(UInt64.self, at: Offset.time))))
    viewer = bytes.number(UInt64.self, at: Offset.viewer)
    processID = bytes.number(UInt32.self, at: Offset.processID)
    modifiers = bytes.number(UInt32.self, at: Offset.modifiers)
    generation = Generation(rawValue: bytes.number(UInt64.self, at: Offset.generation))
    code = bytes.number(UInt32.self, at: Offset.code)
    let (x, y) = (float(Offset.x), float(Offset.y))
    place = x.isFinite && y.isFinite ? Place(x: x, y: y) : nil
    width = float(Offset.width)
    height = float(Offset.height)
    keyName = Title.sanitized(
      bytes: bytes[Offset.name..<Offset.name + nameByteCount],
      byteCount: Self.maximumNameByteCount)
  }
}
