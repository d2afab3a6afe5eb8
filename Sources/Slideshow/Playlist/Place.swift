import SystemPackage

private import Glibc

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
