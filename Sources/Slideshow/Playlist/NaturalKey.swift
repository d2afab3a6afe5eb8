import SystemPackage

private import Glibc

/// Bytes whose plain order is the order in which people expect file names.
///
/// Numbers compare as numbers, letters without regard to case, directories one by one; a dot
/// sorts before everything else, so that `img.jpg` comes before `img-2.jpg`. No locale has a say.
struct NaturalKey: Sendable {
  private let bytes: [UInt8]

  /// The key that is equal to every other one like it.
  static let empty = NaturalKey(bytes: [])

  private init(bytes: [UInt8]) { self.bytes = bytes }

  init(_ path: FilePath) {
    bytes = path.withPlatformString { string in
      let count = strlen(string)
      return string.withMemoryRebound(to: UInt8.self, capacity: count) {
        Self.folded(UnsafeBufferPointer(start: $0, count: count))
      }
    }
  }

  /// A key whose order is that of the path's own bytes.
  init(bytesOf path: FilePath) {
    bytes = path.withPlatformString { string in
      let count = strlen(string)
      return string.withMemoryRebound(to: UInt8.self, capacity: count) {
        Array(UnsafeBufferPointer(start: $0, count: count))
      }
    }
  }

  /// Less than zero where `self` comes first.
  func compare(_ other: NaturalKey) -> Int {
    bytes.withUnsafeBufferPointer { left in
      other.bytes.withUnsafeBufferPointer { right in
        guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else {
          return left.count - right.count
        }
        let order = memcmp(leftStart, rightStart, min(left.count, right.count))
        return order == 0 ? left.count - right.count : Int(order)
      }
    }
  }

  private static func folded(_ name: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(name.count + 8)
    var position = 0
    while position < name.count {
      switch name[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        position = appendNumber(name, from: position, to: &key)
      case 0x80...:
        position = appendScalars(name, from: position, to: &key)
      case let byte:
        key.append(folded(byte))
        position += 1
      }
    }
    return key
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "/"): 0
    case UInt8(ascii: "."): 1
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    default: byte
    }
  }

  /// Where numbers stand among characters, how many digits there are, then the digits.
  private static func appendNumber(
    _ name: UnsafeBufferPointer<UInt8>, from start: Int, to key: inout [UInt8]
  ) -> Int {
    let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    let end = name[start...].firstIndex { !isDigit($0) } ?? name.count
    let digits = name[start..<end].drop { $0 == UInt8(ascii: "0") }
    key.append(UInt8(ascii: "0"))
    key.append(UInt8(clamping: digits.count))
    key.append(contentsOf: digits)
    return end
  }

  /// Unicode's own lower case for what is not ASCII; bytes that are not UTF-8 count as U+FFFD.
  private static func appendScalars(
    _ name: UnsafeBufferPointer<UInt8>, from start: Int, to key: inout [UInt8]
  ) -> Int {
    let end = name[start...].firstIndex { $0 < 0x80 } ?? name.count
    for scalar in String(decoding: name[start..<end], as: UTF8.self).unicodeScalars {
      key.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
    return end
  }
}
