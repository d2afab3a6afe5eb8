/// What to do with the memory of a key to get a picture into it.
package enum SegmentPlan: Equatable, Sendable {
  /// There is none: make it.
  case make
  /// It has room.
  case write
  /// It has no room, and nobody else uses it: put a larger one in its place.
  case replace
  /// It has no room, and others have it attached, who would go on with the old one.
  case refuse

  /// - Parameters:
  ///   - needed: bytes of the picture's stream.
  ///   - room: bytes of the segment; nil if there is none.
  ///   - others: how many processes have it attached, beside this one.
  package init(needed: Int, room: Int?, others: Int) {
    guard let room else {
      self = .make
      return
    }
    self = needed <= room ? .write : others == 0 ? .replace : .refuse
  }
}
