import ShmChannel

/// When the frame that was drawn last was published, by the clock that nobody sets: its age goes on
/// evenly, whatever happens to the time of day.
struct FrameBirth: Sendable {
  private var last: (frame: FrameKey, instant: Instant)?

  /// When a frame was published; a time to come, by another clock, is now.
  mutating func instant(of frame: FrameInfo, at now: Moment) -> Instant {
    let key = FrameKey(channel: frame.channelID, generation: frame.generation)
    if let last, last.frame == key { return last.instant }
    let instant = now.instant - max(.zero, now.wall - frame.publishedAt)
    last = (key, instant)
    return instant
  }
}
