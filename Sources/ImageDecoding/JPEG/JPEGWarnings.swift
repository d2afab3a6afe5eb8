internal import CJPEG

/// What libjpeg complains about while it decodes, and what that says of the picture.
struct JPEGWarnings {
  /// More bytes than these that belong to nothing, within the coded data, are data that was not
  /// decoded: cameras leave a few, or fill up with bytes of one value.
  private static let mostSkipped = 1000

  /// Warnings that do not touch the picture: remarks of the writer, and what follows
  /// the last block.
  private static let harmless = Set(
    [
      CJPEG_ADOBE_XFORM, CJPEG_JFIF_MAJOR, CJPEG_NOT_SEQUENTIAL, CJPEG_EXTRANEOUS_DATA,
      CJPEG_JPEG_EOF,
    ].map(\.rawValue))

  private let file: FileBytes
  private var codes: Set<cjpeg_message.RawValue> = []
  private var skippedBytes = 0

  init(_ file: FileBytes) { self.file = file }

  /// - Parameter offset: where libjpeg stands in the file.
  mutating func append(_ message: cjpeg_message, parameter: Int32, offset: Int) {
    codes.insert(message.rawValue)
    guard message == CJPEG_EXTRANEOUS_DATA else { return }
    let count = Int(parameter)
    let skipped = unsafe file.part(from: offset - count, count: count)?.raw
    let isPadding =
      unsafe skipped.map { unsafe $0.allSatisfy { unsafe $0 == skipped?.first } } ?? false
    if !isPadding { skippedBytes = max(skippedBytes, count) }
  }

  /// Forgets bytes that were skipped so far: in front of the first scan they do not belong to it.
  mutating func beginScans() { skippedBytes = 0 }

  /// Whether the file ended before its end mark.
  var hasNoEnd: Bool { codes.contains(CJPEG_JPEG_EOF.rawValue) }

  /// Whether there is nothing but remarks on the writer, and on scans that do not find the bits
  /// that others bring.
  var areOfScansApart: Bool {
    codes.isSubset(of: Self.ofScansApart)
  }

  private static let ofScansApart = Set(
    [CJPEG_ADOBE_XFORM, CJPEG_JFIF_MAJOR, CJPEG_BOGUS_PROGRESSION].map(\.rawValue))

  /// Throws what the warnings say of the coded data.
  ///
  /// - Parameter hasTables: whether the file has Huffman tables of its own. With the standard ones
  ///   (ITU T.81, K.3) in their place, bytes that are left over show that they are the wrong ones.
  func requireWhole(hasTables: Bool) throws(DecodingError) {
    if codes.contains(CJPEG_HIT_MARKER.rawValue) { throw .truncated(.jpeg) }
    guard codes.isSubset(of: Self.harmless), skippedBytes <= (hasTables ? Self.mostSkipped : 0)
    else { throw Self.damaged }
  }

  static let damaged = DecodingError.corrupt(.jpeg, "the coded data makes no sense")
}
