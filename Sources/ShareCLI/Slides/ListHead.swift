internal import ImageDecoding

/// The first bytes of what is given as a list of files, which may be something else: a picture that
/// was meant to be shown, or any binary file.
struct ListHead {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes.prefix(ImageType.headByteCount) }

  /// Names may have any byte but a few, so one odd name proves nothing; but where so many are odd
  /// among so many bytes, they are no names.
  private static let leastBytes = 64
  private static let leastOdd = 8
  private static let mostOdd = 0.05

  /// What it is in place of a list; nil for what may be one.
  var nonsense: PlaceLines.Nonsense? {
    let oddCount = oddCount
    let type = bytes.withUnsafeBytes { ImageType(sniffing: $0) }
    if let type, oddCount > 0 || type == .svg || isPlainPNM { return .picture(type) }
    let isBinary =
      bytes.count >= Self.leastBytes && oddCount >= Self.leastOdd
      && Double(oddCount) > Self.mostOdd * Double(bytes.count)
    return isBinary ? .binary : nil
  }

  /// Bytes that hardly a name has: control characters, and zeros that end no name.
  private var oddCount: Int {
    var count = 0
    var last: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0: if last == 0 { count += 1 }
      case 0x09, 0x0A, 0x0D: break
      case ..<0x20, 0x7F: count += 1
      default: break
      }
      last = byte
    }
    return count
  }

  /// Whether it begins as a PNM file of characters does: its kind, columns and rows.
  private var isPlainPNM: Bool {
    let words = bytes.prefix(64).split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    guard words.count > 2, ["P1", "P2", "P3"].contains(words[0]) else { return false }
    return words[1...2].allSatisfy { Int($0) != nil }
  }
}
