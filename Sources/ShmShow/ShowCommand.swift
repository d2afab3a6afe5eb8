public import SystemPackage

/// What anybody of the same user may tell a running slideshow.
public enum ShowCommand: Hashable, Sendable {
  /// Shows the next picture now.
  case next
  /// Shows the picture before now.
  case previous
  /// Shows the first picture now.
  case first
  /// Shows the last picture now.
  case last
  /// Stays at the present picture.
  case pause
  /// Goes on by itself again.
  case resume
  /// Pauses, or resumes when it is paused.
  case togglePause
  /// Shows this picture now: a path as the show has it, or the end of one. 1 to 4,095 bytes.
  case jump(FilePath)
  /// Ends the show.
  case stop
  /// Switches the screen off, until the hours of the show change next.
  case screenOff
  /// Switches it on, for as long.
  case screenOn
}
