/// The edge that marks a frame which no newer one has followed for some time (`--stale`).
struct StaleEdge: Equatable, Sendable {
  /// From which age on a frame is marked; nil: never.
  let after: Duration?

  /// When a frame's edge begins, if it ever does.
  func beginning(bornAt birth: Instant) -> Instant? {
    after.map { birth + $0 }
  }

  /// The edge's color; nil for no edge.
  func color(bornAt birth: Instant, at now: Instant) -> UInt32? {
    guard let beginning = beginning(bornAt: birth), beginning <= now else { return nil }
    return Overlay.amber
  }
}
