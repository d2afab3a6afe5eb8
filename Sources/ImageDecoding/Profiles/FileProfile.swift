/// What a file says its colours mean; a file that says nothing means sRGB.
///
/// Its bytes are only read, and stay for as long as the file is being decoded.
enum FileProfile: @unchecked Sendable {
  /// An ICC profile (ICC.1:2010).
  case icc([UInt8])
  /// The same, as PNG keeps it: in zlib's form.
  case deflated(FileBytes)
  /// Curves and primaries in few numbers.
  case space(RGBSpace)

  /// More bytes than these no profile has; the largest are printers', of some megabytes.
  static let mostBytes = 1 << 24

  /// The bytes of an ICC profile; nil where they are damaged.
  static func icc(_ bytes: FileBytes) -> FileProfile { unsafe .icc([UInt8](bytes.raw)) }
}
