import CLinux
import Glibc
import ShmChannel
import ViewerCore

/// What a person has switched on over the picture, and what is needed to draw it.
struct Overlays {
  var showsInformation = false
  /// The page of the help that is shown, counted from 0.
  var helpPage: Int?
  /// Whether the value under the pointer is shown.
  var showsPixel = false
  /// Where the pointer is, as far as is known; nil outside of the window.
  var pointer: Point?
  /// What was copied last.
  var copied: PixelValue?
  /// Whether the shown frame stays, whatever comes.
  var isFrozen = false
  /// From which age on a frame is marked; nil: never.
  let staleAfter: Duration?
  /// Dots per inch; asked for when the first text comes.
  var resolution = TextResolution.standard
  /// What the channel's slideshow said when the panel last had to know.
  var show: ShowStatus?
  /// Counts frames for the panel.
  var live = LiveNumbers()
  /// Whether the X server tells of a new resolution: only while there is text.
  var watchesResolution = false
  /// When the frame that was drawn last was published, by our clock.
  private var birth: (frame: FrameKey, instant: ContinuousClock.Instant)?

  /// Whether anything but the edge of an old frame is drawn over pictures.
  var showsPanels: Bool { showsInformation || helpPage != nil || showsPixel || isFrozen }

  init(staleAfter: Duration?) { self.staleAfter = staleAfter }

  /// When a frame was published, by a clock that nobody sets.
  mutating func birth(of frame: FrameInfo) -> ContinuousClock.Instant {
    let key = FrameKey(channel: frame.channelID, generation: frame.generation)
    if let birth, birth.frame == key { return birth.instant }
    let instant = ContinuousClock.now - frame.age
    birth = (key, instant)
    return instant
  }
}

extension FrameInfo {
  /// How long ago it was published; zero for a time to come, by another clock.
  fileprivate var age: Duration {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return max(.zero, .seconds(now.tv_sec) + .nanoseconds(now.tv_nsec) - publishedAt)
  }
}
