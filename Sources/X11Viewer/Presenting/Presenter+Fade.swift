import Composing
import Pixels
import ShmChannel
import ViewerCore

/// Fades from the shown frame to the next one. Until the end, which is a draw request like any
/// other, the old frame counts as the shown one.
extension Presenter {
  /// How a frame is to take the place of the shown one.
  struct Transition {
    /// The shown frame, as the window now shows it.
    let from: Scene
    let duration: Duration
  }

  /// Shows what the fade has come to; at its end, or where it cannot go on, the new frame.
  ///
  /// - Parameters:
  ///   - old: The shown frame in the window as it now is.
  ///   - new: The fade's target there.
  ///   - cuts: Whether the fade ends now.
  /// - Precondition: something fades, and no draw request is in flight.
  func step(
    from old: Scene, to new: Scene, at now: Instant, cuts: Bool
  ) throws(SceneError) {
    guard let fading else { preconditionFailure("nothing fades") }
    let clock = window.whole.vblank?.clock ?? VblankClock()
    // When the step will be seen.
    let moment = clock.next(after: now) ?? now
    if !cuts && moment < fading.fade.end && isReady(from: old, to: new) {
      self.fading?.next = next(fading.fade, after: moment, by: clock)
      self.fading?.overlay = new.overlay
      if putMixture(fading.fade.share(at: moment), from: old, to: new) { return }
    }
    endFade()
    try start(new)
  }

  /// When to begin with the next step: right after the vertical blank before the one that it is
  /// for, where those are known.
  private func next(
    _ fade: Fade, after moment: Instant, by clock: VblankClock
  ) -> Instant {
    let step = fade.step(after: moment, by: clock)
    guard let period = clock.period, clock.next(after: moment) != nil else { return step }
    return step - period
  }

  /// Whether a fade has begun; without what it needs, the picture has to come at once.
  func beginFade(to scene: Scene, _ transition: Transition) -> Bool {
    if scene.view.window.layout.byteCount > ComposedPath.budget { return false }
    let goesOn = fading != nil && mixer.holds(scene.view.window)
    do throws(SceneError) {
      if goesOn {
        try mixer.goOn(to: scene)
      } else {
        try mixer.prepare(from: transition.from, to: scene)
      }
    } catch {
      return false  // if it is the new frame's fault, its put says so
    }
    let fade = Fade(start: .now, duration: transition.duration)
    fading = Fading(
      fade: fade, target: scene.pin, startsFromMixture: goesOn, overlay: scene.overlay,
      next: fade.step(after: fade.start))
    return true
  }

  /// Ends the fade where it is, and frees what it needed.
  func endFade() {
    fading = nil
    mixer.end()
  }

  /// Whether both pictures are there as they are to be seen, composed anew if that has changed.
  private func isReady(from old: Scene, to new: Scene) -> Bool {
    let startsFromMixture = fading?.startsFromMixture ?? true
    if mixer.holds(startsFromMixture ? nil : old, new) { return true }
    if startsFromMixture { return false }
    return (try? mixer.prepare(from: old, to: new)) != nil
  }

  /// Whether the step is on its way.
  private func putMixture(_ share: Int, from old: Scene, to new: Scene) -> Bool {
    let area = old.drawn.union(changed(by: new.drawn, in: new.view.window))
    mixer.mix(share: share, in: area, under: new.overlay)
    do throws(SceneError) {
      try send(DrawRequest(new, area: area, file: .whole), by: mixer)
      return true
    } catch {
      return false
    }
  }
}
