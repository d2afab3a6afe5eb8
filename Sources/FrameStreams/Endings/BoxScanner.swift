/// Looks for a second file behind a first one that is made of boxes (ISO/IEC 14496-12,
/// section 4.2), as HEIF, AVIF, JPEG XL and some raw files are. No box says that it is a
/// file's last one, so that a file's end is where the source ends, or where a box stands that
/// only a file's beginning has.
package struct BoxScanner {
  private static let headByteCount = 8
  private static let jpegXLType = Array("JXL ".utf8)
  private static let brandType = Array("ftyp".utf8)

  /// Where the box begins that was looked at last, which may be the beginning of something else
  /// than a box; nil before any but the first.
  package private(set) var lastBox: Int?
  /// That box's type.
  private var lastType: [UInt8] = []
  /// Where the next box begins; nil behind the last one, which has no size or no sense.
  private var next: Int? = 0

  /// Nil for bytes that begin no such file.
  ///
  /// - Parameter head: the first bytes, 12 of them or more.
  package init?(head: Span<UInt8>) {
    guard head.count >= 12 else { return nil }
    let type = (4..<8).map { head[$0] }
    let isJPEGXL = type == Self.jpegXLType && (0..<4).map { head[$0] } == [0, 0, 0, 12]
    guard isJPEGXL || type == Self.brandType else { return nil }
  }

  /// Whether another file begins in what has come so far.
  ///
  /// - Parameter bytes: all of the source from its beginning on; more than at the last call.
  package mutating func findsSecondFile(in bytes: Span<UInt8>) -> Bool {
    while let start = next, bytes.count - start >= Self.headByteCount {
      let type = (start + 4..<start + 8).map { bytes[$0] }
      if start > 0 {
        if beginsFile(type) { return true }
        lastBox = start
      }
      lastType = type
      switch Self.number(bytes, at: start, byteCount: 4) {
      case 0: next = nil  // it goes on to the end of the file
      case 1:
        guard bytes.count - start >= 2 * Self.headByteCount else { return false }
        step(over: Self.number(bytes, at: start + 8, byteCount: 8), least: 16)
      case let size: step(over: size, least: Self.headByteCount)
      }
    }
    return false
  }

  /// JPEG XL's mark has the brand behind it; others begin with that.
  private func beginsFile(_ type: [UInt8]) -> Bool {
    type == Self.jpegXLType || type == Self.brandType && lastType != Self.jpegXLType
  }

  private mutating func step(over size: Int, least: Int) {
    guard let start = next, size >= least else {
      next = nil
      return
    }
    let (end, overflows) = start.addingReportingOverflow(size)
    next = overflows ? nil : end
  }

  private static func number(_ bytes: Span<UInt8>, at start: Int, byteCount: Int) -> Int {
    (start..<start + byteCount).reduce(0) { $0 << 8 | Int(bytes[$1]) }
  }
}
