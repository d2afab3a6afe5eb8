internal import CJPEG

/// What libjpeg complains about while it decodes, and what that says of the picture.
struct JPEGWarnings {
  /// More bytes than these that belong to nothing, within the coded data, are data that was not
  /// decoded: cameras leave a few, or fill up with bytes of one value.
  private static let mostSkipped = 1000

  /// Warnings of `jerror.h` that do not touch the picture: remarks of the writer, and what follows
  /// the last block.
  private static let harmless: Set<Int32> = Set(
    [
      JWRN_ADOBE_XFORM, JWRN_JFIF_MAJOR, JWRN_NOT_SEQUENTIAL, JWRN_EXTRANEOUS_DATA, JWRN_JPEG_EOF,
    ].map(code))

  private let file: FileBytes
  private var codes: Set<Int32> = []
  private var skippedBytes = 0

  init(_ file: FileBytes) { self.file = file }

  /// - Parameter offset: where libjpeg stands in the file.
  mutating func append(_ code: Int32, parameter: Int32, offset: Int) {
    codes.insert(code)
    guard code == Self.code(JWRN_EXTRANEOUS_DATA) else { return }
    let count = Int(parameter)
    let skipped = unsafe file.part(from: offset - count, count: count)?.raw
    let isPadding =
      unsafe skipped.map { unsafe $0.allSatisfy { unsafe $0 == skipped?.first } } ?? false
    if !isPadding { skippedBytes = max(skippedBytes, count) }
  }

  /// Forgets bytes that were skipped so far: in front of the first scan they do not belong to it.
  mutating func beginScans() { skippedBytes = 0 }

  /// Whether the file ended before its end mark.
  var hasNoEnd: Bool { codes.contains(Self.code(JWRN_JPEG_EOF)) }

  /// Throws what the warnings say of the coded data.
  ///
  /// - Parameter hasTables: whether the file has Huffman tables of its own. With the standard ones
  ///   (ITU T.81, K.3) in their place, bytes that are left over show that they are the wrong ones.
  func requireWhole(hasTables: Bool) throws(DecodingError) {
    if codes.contains(Self.code(JWRN_HIT_MARKER)) { throw .truncated(.jpeg) }
    guard codes.isSubset(of: Self.harmless), skippedBytes <= (hasTables ? Self.mostSkipped : 0)
    else { throw Self.damaged }
  }

  static let damaged = DecodingError.corrupt(.jpeg, "the coded data makes no sense")

  static func code(_ code: J_MESSAGE_CODE) -> Int32 { Int32(bitPattern: code.rawValue) }
}
