import ShmChannel

/// A slideshow that waits while somebody looks closer (`--hold-on-touch`).
extension Viewer {
  /// Pauses the channel's show, for all who watch it, if it goes on by itself.
  func hold() {
    guard options.holdsOnTouch, let show = try? reader.show(), show.isRunning,
      show.state == .playing
    else { return }
    isHolding = true
    steer(.pause)
  }

  /// Tells the show what a person wants of it; one that was held goes on with the next picture and
  /// with the last one. Stepping back does not let it go, and a show that was paused by hand before
  /// has not been held.
  func steerByHand(_ command: ShowCommand) {
    steer(command)
    guard isHolding else { return }
    switch command {
    case .next, .last:
      isHolding = false
      steer(.resume)
    case .togglePause: isHolding = false
    default: break
    }
  }
}
