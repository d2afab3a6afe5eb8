/// When a process may be started that waits for the next picture: not while viewers draw the last
/// one, for which they want every processor. Starting it and locking it up takes one of them for
/// some milliseconds, half as long as a viewer needs to scale a picture of 24 megapixels.
struct SpareTime {
  /// How long viewers are left alone with a picture.
  static let pause = Duration.milliseconds(100)

  private var published: Duration?

  /// A picture has been published, at a time as `Clock.monotonic` has it.
  mutating func didPublish(at now: Duration) { published = now }

  /// When the process may be started; nil for at once.
  func begin(at now: Duration) -> Duration? {
    guard let end = published.map({ $0 + Self.pause }), now < end else { return nil }
    return end
  }
}
