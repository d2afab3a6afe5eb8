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

/// Where a picture stands in the running round.
///
/// It stays one when its picture has gone, so that the show goes on from there.
struct Place: Comparable, Sendable {
  /// The picture's own key, or for a detour that of the picture it comes after; nil: the start.
  let key: OrderKey?
  /// Zero in its own place; detours from one key stand in the order of their numbers.
  let detour: UInt64
  let path: FilePath

  static func < (left: Place, right: Place) -> Bool {
    switch (left.key, right.key) {
    case (nil, nil): return left.detour < right.detour
    case (nil, _): return true
    case (_, nil): return false
    case (let leftKey?, let rightKey?):
      if leftKey == rightKey { return left.detour < right.detour }
      return leftKey < rightKey
    }
  }

  static func == (left: Place, right: Place) -> Bool {
    left.detour == right.detour && left.key == right.key
  }
}
