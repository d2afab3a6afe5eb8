import ShmChannel
import ViewerCore

/// A slideshow that waits while somebody looks closer (`--hold-on-touch`).
extension Viewer {
  /// Pauses the channel's show, for all who watch it, if it goes on by itself.
  func beginHold() {
    guard options.holdsOnTouch, let show = try? reader.show(), show.isRunning,
      show.state == .playing
    else { return }
    hold = Hold(of: show)
    steer(.pause)
  }

  /// Tells the show what a person wants of it; one that was held goes on with the next picture and
  /// with the last one. Stepping back does not let it go, and a show that was paused by hand before
  /// has not been held.
  func steerByHand(_ command: ShowCommand) {
    steer(command)
    guard hold != nil else { return }
    switch command {
    case .next, .last:
      hold = nil
      steer(.resume)
    case .togglePause: hold = nil
    default: break
    }
  }

  /// Looks whether the show that is held has been let go elsewhere.
  func watchHold() {
    guard let verdict = hold?.take(try? reader.show()) else { return }
    if verdict == .resume { steer(.resume) }
    if verdict != .keep { hold = nil }
  }

  /// Lets the show go on that would else wait for a viewer that ends.
  func endHold() {
    guard let hold, let show = try? reader.show(), show.isRunning,
      show.state == .paused || !hold.isKnown
    else { return }
    self.hold = nil
    steer(.resume)
  }
}
