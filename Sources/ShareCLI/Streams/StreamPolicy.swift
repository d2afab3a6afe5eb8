/// What happens to pictures that come faster than they can be published.
enum StreamPolicy {
  /// Newer ones take their place, and their producer is never held up.
  case drop
  /// Their producer is held up, and every one is published.
  case block
}
