/// The first page of a frame file (docs/PROTOCOL.md, "frame-<serial>"): bytes from and to it.
package enum FrameHeader {
  enum Offset {
    static let magic = 0
    static let version = 8
    static let headerByteCount = 12
    static let id = 16
    static let generation = 32
    static let serial = 40
    static let width = 48
    static let height = 52
    static let rowStride = 56
    static let format = 60
    static let publishedAt = 64
    static let titleByteCount = 72
    static let transition = 76
    static let title = 80
    static let low = 1104
    static let high = 1108
    static let colorTable = 1112
    static let detailsByteCount = 1116
    static let capturedAt = 1120
    static let details = 1128
    static let transfer = 2152
  }
  static let magic = [UInt8]("SHMVFRAM".utf8)
  static let version: UInt32 = 1
  /// Bytes with a meaning; the rest of the page is zero.
  static let byteCount = Offset.transfer + 4

  /// The bytes of a header that says what `info` says.
  package static func encode(_ info: FrameInfo) -> [UInt8] {
    var bytes = magic + [UInt8](repeating: 0, count: byteCount - magic.count)
    bytes.set(version, at: Offset.version)
    bytes.set(UInt32(FrameInfo.pixelOffset), at: Offset.headerByteCount)
    bytes.set(info.channelID, at: Offset.id)
    bytes.set(info.generation.rawValue, at: Offset.generation)
    bytes.set(info.serial.rawValue, at: Offset.serial)
    bytes.set(UInt32(info.width), at: Offset.width)
    bytes.set(UInt32(info.height), at: Offset.height)
    bytes.set(UInt32(info.rowStride), at: Offset.rowStride)
    bytes.set(info.format.rawValue, at: Offset.format)
    bytes.set(info.publishedAt.wholeNanoseconds, at: Offset.publishedAt)
    set(info.caption, in: &bytes)
    return bytes
  }

  /// Which frame a header claims to be; a reader compares before it believes anything else.
  struct Claim: Equatable {
    let id: ChannelID
    let generation: Generation
    let serial: Serial

    /// Nil when the header is cut short, or is not one.
    init?(_ bytes: [UInt8]) {
      guard bytes.count >= byteCount, bytes.starts(with: magic) else { return nil }
      id = bytes.channelID(at: Offset.id)
      generation = Generation(rawValue: bytes.number(UInt64.self, at: Offset.generation))
      serial = Serial(rawValue: bytes.number(UInt64.self, at: Offset.serial))
    }

    init(id: ChannelID, latest: Latest) {
      self.id = id
      generation = latest.generation
      serial = latest.serial
    }
  }

  /// Checks everything that another process may have got wrong.
  ///
  /// - Parameter fileByteCount: the size of the whole file, taken while it is pinned.
  /// - Throws: `ChannelError.damagedFrame` or `.otherVersion`, naming `path`.
  package static func decode(
    _ bytes: [UInt8], fileByteCount: Int, path: String
  ) throws(ChannelError) -> FrameInfo {
    guard let claim = Claim(bytes) else { throw .damagedFrame(path: path, "no frame header") }
    func field(_ offset: Int) -> UInt32 { bytes.number(UInt32.self, at: offset) }
    let version = field(Offset.version)
    guard version == Self.version else { throw .otherVersion(path: path, version: version) }
    let headerByteCount = field(Offset.headerByteCount)
    guard headerByteCount == UInt32(FrameInfo.pixelOffset) else {
      throw .damagedFrame(path: path, "a header size of \(headerByteCount)")
    }
    guard let format = PixelFormat(rawValue: field(Offset.format)) else {
      throw .damagedFrame(
        path: path, "pixel format \(field(Offset.format)), which this version does not know")
    }
    let layout = try layout(
      width: field(Offset.width), height: field(Offset.height),
      rowStride: field(Offset.rowStride), format: format, path: path)
    guard layout.byteCount <= fileByteCount - FrameInfo.pixelOffset else {
      throw .damagedFrame(
        path: path,
        "\(layout.width)x\(layout.height) pixels do not fit into \(fileByteCount) bytes")
    }
    let nanoseconds = bytes.number(UInt64.self, at: Offset.publishedAt)
    return FrameInfo(
      channelID: claim.id, serial: claim.serial, generation: claim.generation,
      layout: layout, publishedAt: .nanoseconds(Int64(clamping: nanoseconds)),
      caption: try caption(bytes, path: path))
  }

  /// A layout that makes sense; so its bytes can be counted.
  private static func layout(
    width: UInt32, height: UInt32, rowStride: UInt32, format: PixelFormat, path: String
  ) throws(ChannelError) -> FrameLayout {
    let (width, height, rowStride) = (Int(width), Int(height), Int(rowStride))
    guard FrameLayout.sides.contains(width), FrameLayout.sides.contains(height) else {
      throw .damagedFrame(path: path, "a size of \(width)x\(height)")
    }
    guard FrameLayout.allows(rowStride: rowStride, width: width, format: format) else {
      throw .damagedFrame(path: path, "rows of \(rowStride) bytes for \(width) pixels")
    }
    return FrameLayout(width: width, height: height, format: format, rowStride: rowStride)
  }
}
