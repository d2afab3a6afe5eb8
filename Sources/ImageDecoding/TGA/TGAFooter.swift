/// The last bytes of a TGA file of version 2.0, which not every one has (Truevision TGA File Format
/// Specification 2.0, page 19).
struct TGAFooter {
  private static let signature = Array("TRUEVISION-XFILE.\0".utf8)
  private static let signatureOffset = 8
  private static let extensionByteCount = 495

  private let start: Int
  /// Where the extension area begins in its file; 0 for none.
  private let extensionOffset: Int

  /// Where the file ends.
  var end: Int { start + Self.signatureOffset + Self.signature.count }

  /// The first one from `offset` on; nil where there is none.
  init?(in file: FileBytes, from offset: Int) {
    var offset = offset + Self.signatureOffset
    while offset < file.count,
      let found = unsafe file.raw[offset...].firstIndex(of: Self.signature[0])
    {
      let start = found - Self.signatureOffset
      if file.has(Self.signature, at: found), let area = file.u32(start, .little) {
        (self.start, extensionOffset) = (start, area)
        return
      }
      offset = found + 1
    }
    return nil
  }

  /// Whether it is that of the file's first picture, whose pixels end there: another one's footer
  /// does not lead to an area behind these.
  func belongs(to file: FileBytes, pixelEnd: Int) -> Bool {
    let areaEnd = extensionOffset + Self.extensionByteCount
    return start == pixelEnd
      || extensionOffset >= pixelEnd && areaEnd <= start
        && file.u16(extensionOffset, .little) == Self.extensionByteCount
  }
}
