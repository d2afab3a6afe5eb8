/// How long the server takes for a draw request.
///
/// A frame that is put behind another is shown even if a newer one comes meanwhile, so it may be
/// older, by one draw request, than the one that waiting would have taken.
struct PutPace: Sendable {
  /// A quarter of the time for which a screen of 60 Hz shows a picture.
  static let limit = Duration.milliseconds(4)

  /// When the server began with what is in flight.
  private var start: Instant?
  private var last: Duration?

  /// Whether the last draw request was done so soon that another may be put behind the next one.
  var isBrisk: Bool { last.map { $0 <= Self.limit } ?? false }

  /// A draw request was sent while no other was in flight.
  mutating func didBegin(at now: Instant) { start = now }

  /// The server is done with a draw request, and begins with the one behind it.
  mutating func didComplete(at now: Instant) {
    last = start.map { $0.duration(to: now) }
    start = now
  }
}
