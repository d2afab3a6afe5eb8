/// What happens to pictures that come faster than they can be published.
enum StreamPolicy {
  /// Newer ones take their place, and whoever produces them is never held up.
  case drop
  /// Whoever produces them is held up, and every one is published.
  case block
}
