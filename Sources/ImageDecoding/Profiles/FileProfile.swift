private import CZlib

/// What a file says its colors mean; a file that says nothing means sRGB.
enum FileProfile: Sendable {
  /// An ICC profile (ICC.1:2010).
  case icc([UInt8])
  /// Curves and primaries in few numbers.
  case space(RGBSpace)

  /// More bytes than these no profile has; the largest are printers', of some megabytes.
  static let mostBytes = 1 << 24

  /// The bytes of an ICC profile; nil where they are damaged.
  static func icc(_ bytes: FileBytes) -> FileProfile { unsafe .icc([UInt8](bytes.raw)) }

  /// An ICC profile as PNG keeps it, in zlib's form; of what is none, no bytes.
  static func inflated(_ bytes: FileBytes) -> FileProfile {
    // Most profiles have some kilobytes; zlib says which need more.
    for size in [1 << 18, mostBytes] {
      var (count, status) = (UInt(size), Int32(0))
      let inflated = unsafe [UInt8](unsafeUninitializedCapacity: size) { target, written in
        status = unsafe uncompress(
          target.baseAddress, &count, bytes.raw.bindMemory(to: UInt8.self).baseAddress,
          UInt(bytes.count))
        written = status == Z_OK ? Int(count) : 0
      }
      if status == Z_OK { return .icc(inflated) }
      guard status == Z_BUF_ERROR else { break }
    }
    return .icc([])
  }

  /// What it says that it is of; nil where it does not say, or cannot be read.
  var name: String? {
    switch self {
    case .icc(let bytes): ICCTags.name(in: bytes)
    case .space(let space): space.name
    }
  }
}
