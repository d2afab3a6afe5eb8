import ShmChannel

/// Looking back at frames that are still there.
extension ViewerModel {
  /// How often it is looked which frames are there, while others come.
  private static let listingPause = Duration.milliseconds(500)

  /// Begins to take the steps that are wanted, as soon as the window can take another frame.
  mutating func lookBack() {
    guard following.steps != 0, hasAppeared, following.canStep else { return }
    perform(.listKept)
  }

  mutating func didListKept(_ kept: [KeptFrame]) {
    deadlines.set(.history, at: nil)
    following.didList(kept)
    let steps = following.steps
    guard steps != 0, following.canStep else { return }
    guard let generation = following.takeSteps(among: kept) else {
      return remark(steps < 0 ? FeedbackWords.oldestFrame : FeedbackWords.newestFrame)
    }
    if following.glass.fading != nil { perform(.makeRoom) }
    perform(.acquireKept(generation))
  }

  /// While one looks back, frames come and go: sees to it that the line tells so.
  mutating func listKeptInTime() {
    if following.lookBack == nil || deadlines.isSet(.history) { return }
    deadlines.set(.history, at: clock.instant + Self.listingPause)
  }

  /// Tells publishers what was shown; an older frame that is looked back at tells them nothing.
  mutating func acknowledge(_ frame: FrameKey, at blank: VerticalBlank?) {
    guard frame.channel == following.latest?.channel else { return }
    if let last = told.acknowledged, last.channel == frame.channel,
      frame.generation < last.generation
    {
      return
    }
    told.acknowledged = frame
    if let news = following.latency.news(at: clock.instant) { perform(.note(news)) }
    perform(.acknowledge(frame.generation, blank))
  }
}
