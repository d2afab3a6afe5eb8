import SystemPackage

private import Glibc

/// What a picture is sorted by; no two pictures have equal ones.
struct OrderKey: Comparable, Sendable {
  /// Compared first: a time, a size, or chance.
  var number: Int64 = 0
  var name = NaturalKey.empty
  /// Settles what is left, byte by byte.
  let path: FilePath
  var isReversed = false

  static func < (left: OrderKey, right: OrderKey) -> Bool {
    let order = left.compare(right)
    return left.isReversed ? order > 0 : order < 0
  }

  static func == (left: OrderKey, right: OrderKey) -> Bool { left.compare(right) == 0 }

  private func compare(_ other: OrderKey) -> Int {
    if number != other.number { return number < other.number ? -1 : 1 }
    let order = name.compare(other.name)
    if order != 0 { return order }
    return path.withPlatformString { own in
      other.path.withPlatformString { Int(strcmp(own, $0)) }
    }
  }
}
