/// What becomes of a frame's area before the next frame is drawn.
enum Disposal {
  /// It stays as it is.
  case keep
  /// It becomes transparent.
  case clear
  /// It becomes what it was before the frame was drawn.
  case restore
}
