private import Linux
internal import ShmShow
private import Slideshow

/// The hours of the show, and its screen.
extension ShowRunner {
  private var now: Int64 { Int64(clamping: Clock.nanosecondsSinceEpoch() / 1_000_000_000) }

  /// Somebody switches the screen.
  func switchScreen(_ isOn: Bool) {
    screen.set(isOn, at: now)
    lookAtHours()
  }

  /// Goes on with what somebody has chosen in a show before this one that was killed.
  func takeOver(from killed: ShowStatus?) {
    if let killed, let end = killed.nextChange {
      screen.resume(isOn: killed.state != .off, until: end.components.seconds, at: now)
    }
    lookAtHours()
  }

  /// Has the schedule know what holds now, and looks again when that may be another.
  func lookAtHours() {
    hoursTimer.takeRing()
    // Set first: a clock that is set after it is looked at rings.
    let state = screen.state(at: now)
    // What never changes may do so once the clock is set.
    hoursTimer.ring(at: state.nextChange ?? .max / 2)
    if state.isOn != screenState.isOn { inputs.append(.screen(isOn: state.isOn)) }
    screenState = state
  }
}
