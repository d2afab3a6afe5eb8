/// When a person wants what is drawn to get to the screen.
enum SyncWish: String, CaseIterable {
  /// At once.
  case off
  /// At the screen's next vertical blank.
  case vblank
}
