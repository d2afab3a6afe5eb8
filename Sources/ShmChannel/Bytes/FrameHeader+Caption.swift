// What publishers say of a picture, in its header.

extension FrameHeader {
  /// Writes what a caption says; what it does not say stays zero.
  static func set(_ caption: Caption, in bytes: inout [UInt8]) {
    let title = [UInt8](Title.sanitized(caption.title).utf8)
    bytes.set(UInt32(title.count), at: Offset.titleByteCount)
    bytes.replaceSubrange(Offset.title..<Offset.title + title.count, with: title)
    bytes.set(UInt32(clamping: caption.transition.wholeMilliseconds), at: Offset.transition)
    if let range = caption.range {
      bytes.set(range.low.bitPattern, at: Offset.low)
      bytes.set(range.high.bitPattern, at: Offset.high)
    }
    bytes.set(caption.colorTable?.rawValue ?? 0, at: Offset.colorTable)
    bytes.set(caption.capturedAt?.wholeNanoseconds ?? 0, at: Offset.capturedAt)
    let details = [UInt8](Title.sanitized(details: caption.details).utf8)
    bytes.set(UInt32(details.count), at: Offset.detailsByteCount)
    bytes.replaceSubrange(Offset.details..<Offset.details + details.count, with: details)
    bytes.set(caption.transfer.rawValue, at: Offset.transfer)
  }

  /// Reads what a caption says.
  ///
  /// - Throws: `ChannelError.damagedFrame`, naming `path`.
  static func caption(_ bytes: [UInt8], path: String) throws(ChannelError) -> Caption {
    let title = try text(
      bytes, at: Offset.title, count: Offset.titleByteCount, "a title", path: path)
    let details = try text(
      bytes, at: Offset.details, count: Offset.detailsByteCount, "details", path: path)
    let nanoseconds = bytes.number(UInt64.self, at: Offset.capturedAt)
    return Caption(
      title: Title.sanitized(bytes: title),
      transition: transition(milliseconds: bytes.number(UInt32.self, at: Offset.transition)),
      range: try range(bytes, path: path), colorTable: try colorTable(bytes, path: path),
      // One that this version does not know is shown all the same.
      transfer: Transfer(rawValue: bytes.number(UInt32.self, at: Offset.transfer)) ?? .srgb,
      capturedAt: nanoseconds == 0 ? nil : .nanoseconds(Int64(clamping: nanoseconds)),
      details: Title.sanitized(details: String(decoding: details, as: UTF8.self)))
  }

  private static func text(
    _ bytes: [UInt8], at offset: Int, count countOffset: Int, _ name: String, path: String
  ) throws(ChannelError) -> ArraySlice<UInt8> {
    let count = Int(bytes.number(UInt32.self, at: countOffset))
    guard count <= Title.maximumByteCount else {
      throw .damagedFrame(path: path, "\(name) of \(count) bytes")
    }
    return bytes[offset..<offset + count]
  }

  /// A time that is too long counts as zero: the picture matters more than how it comes.
  private static func transition(milliseconds: UInt32) -> Duration {
    let transition = Duration.milliseconds(Int64(milliseconds))
    return transition <= FrameInfo.maximumTransition ? transition : .zero
  }

  /// Nil where both are zero.
  private static func range(_ bytes: [UInt8], path: String) throws(ChannelError) -> SampleRange? {
    func number(_ offset: Int) -> Float {
      Float(bitPattern: bytes.number(UInt32.self, at: offset))
    }
    let (low, high) = (number(Offset.low), number(Offset.high))
    if low == 0 && high == 0 { return nil }
    guard let range = SampleRange(low: low, high: high) else {
      throw .damagedFrame(path: path, "a range from \(low) to \(high)")
    }
    return range
  }

  private static func colorTable(
    _ bytes: [UInt8], path: String
  ) throws(ChannelError) -> ColorTable? {
    let number = bytes.number(UInt32.self, at: Offset.colorTable)
    if number == 0 { return nil }
    guard let table = ColorTable(rawValue: number) else {
      throw .damagedFrame(path: path, "color table \(number), which this version does not know")
    }
    return table
  }
}

extension Duration {
  /// Milliseconds without their fraction.
  fileprivate var wholeMilliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }

  /// Nanoseconds without their fraction; none below zero.
  var wholeNanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    return UInt64(max(0, seconds)) &* 1_000_000_000 &+ UInt64(max(0, attoseconds) / 1_000_000_000)
  }
}
