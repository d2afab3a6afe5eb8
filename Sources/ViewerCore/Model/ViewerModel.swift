import Pixels
package import ShmChannel

/// Decides all that a viewer does; a value that knows no X, no file and no clock.
///
/// Inputs go in with the time that they came at, effects come out, and `deadline` says when to ask
/// again though nothing has come.
package struct ViewerModel: Sendable {
  /// What the command line asks for.
  package struct Options: Sendable {
    package var channel: ChannelName
    /// What stands for the channel in titles.
    package var label: String
    /// What the window says while there is no frame, nor a note of a slideshow.
    package var waitingText: String
    /// What one may type, or do, for a picture to come; nil where one comes by itself.
    package var waitingHint: String?
    package var place: Geometry.Place?
    /// Where the window belongs that begins fullscreen; nil for one that begins as a window.
    package var home: Home?
    package var preferences = Preferences()
    /// Which of several channels in one window it is; nil for a window that shows one.
    var cell: CellID?

    package init(channel: ChannelName, label: String, waitingText: String) {
      self.channel = channel
      self.label = label
      self.waitingText = waitingText
    }
  }

  let options: Options
  var preferences: Preferences { options.preferences }
  /// The window's size, as the server last said.
  var window: Size
  /// The same as a person sees it: pictures, text and pointers stand in this.
  var upright: Size { preferences.rotation.turned(window) }
  var following: Following
  var overlays: OverlayState
  var show: ShowControl
  var manners: DesktopManners
  /// How pictures are looked at.
  var looking: Looking
  var firstSize: FirstSize
  /// Where the window goes when it first is a window, if it has not been one, or had no picture
  /// then.
  var home: Home?
  /// Whether fullscreen has been asked for, and not come yet.
  var awaitsFullscreen = false
  var deadlines = Deadlines()

  /// Whether the window has to be drawn again.
  var isDirty = false
  /// What is on its way to the screen in a size that the window no longer has: it is seen once it
  /// is drawn anew, and counts for publishers from then.
  var outgrown: Set<FrameKey> = []
  /// Whether nothing of the window can be seen.
  var isHidden = false
  var hasAppeared = false
  /// Whether a window manager may wait for the window to be drawn in its size.
  var owesDrawing = false
  var sharesMemory: Bool
  /// Whether the channel is to be looked at.
  var mustRefresh = false
  /// Where the window is, once the first frame has come.
  var facts: WindowFacts?
  var hasEnded = false

  /// What the last effects have been told, so that nothing is told twice.
  var told = Told()
  /// Effects whose answers have not come.
  var unanswered = 0
  /// What the draw request is for whose answer has not come.
  var putting: Putting?
  /// How frames are compared with a marked one.
  var comparing: Comparing
  /// Whether the frame before the shown one is to be copied, to blink with it.
  var awaitsMark = false
  /// Whether the copies that are on their way were asked for by blinking.
  var marking: [Bool] = []
  /// What a person has done since.
  var waiting: [Deed] = []
  /// What is to be known of the show, and what it has been asked for.
  var questions: Set<ShowControl.Question> = []
  var asking: Set<ShowControl.Question> = []
  /// Whether the show plays, as asked in this iteration.
  var isPlaying: Bool?
  /// When a slideshow of the viewer's own is started again.
  var showRestart = ShowRestart()
  /// What was dropped, and is not put yet.
  var drops = DropQueue()
  /// Whether Esc was pressed, and waits to know whether the window is fullscreen.
  var isLeaving = false
  /// Why pages have been counted, as long as nobody has said how many there are.
  var pageQuestions: [PageQuestion] = []
  /// Whether the channel rings all the time, and says nothing by it.
  var isPolling = false
  /// When the channel's show was asked last.
  var askedShow: Instant?
  /// The range that is changed by hand, while it is.
  var rangeDrag: RangeDrag?
  /// When it is said that the range misses the picture.
  var rangeHint = RangeHint()
  /// How it does, as long as that is not said.
  var rangeMiss: (miss: RangeMiss, question: MissQuestion)?
  /// Whether a person has pressed a key or a button here.
  var hasBeenTouched = false
  /// What ranges are found for that have not come yet.
  var rangeQuestions: [RangeQuestion] = []
  /// What a person wants that is for all channels in the window.
  var wishes: [GridWish] = []
  /// Whether it has the window for itself that it shares with other channels.
  var isBig = false
  /// Whether it has no place in the window now: it takes no frames, and acknowledges none.
  var isResting = false
  /// The pixel that is to be copied, and when that was asked for.
  var copying: (place: PixelPlace, time: ServerTime)?

  /// When something was taken up last.
  var clock: Moment
  /// What is to be done since the last call.
  var effects: [Effect] = []

  struct Told: Sendable {
    var title: String?
    /// What the frame is called in that.
    var frameTitle: String?
    var waiting: Overlay?
    var followsPointer = false
    var hidesPointer = false
    var holdsScreenSaver = false
    /// nil until the window has been fullscreen, and the show was asked.
    var hasScreenOff: Bool?
    var watchesResolution = false
    var bypassesCompositor = false
    var stats = Stats()
    var acknowledged: FrameKey?
  }

  enum PageQuestion: Sendable {
    /// The next page is wanted.
    case nextPage
    /// The window has another size.
    case resize
    /// What wanted it is gone.
    case nothing
  }

  enum RangeQuestion: Sendable {
    /// It is to be kept.
    case take
    /// It is to be changed by hand, from that place on.
    case drag(Point)
  }

  struct Putting: Sendable {
    enum Purpose: Sendable { case news, ahead, behind, fade, redraw }
    let scene: SceneKey
    let purpose: Purpose

    /// Whether another frame is in flight meanwhile.
    var isHurried: Bool { purpose == .ahead || purpose == .behind }
  }

  /// A viewer of a window that is not on the screen yet.
  package init(
    _ options: Options, window: Size, firstSize: FirstSize, availability: Following.Availability,
    sharesMemory: Bool, at now: Moment
  ) {
    self.options = options
    self.window = window
    self.firstSize = firstSize
    home = options.home
    self.sharesMemory = sharesMemory
    clock = now
    comparing = Comparing(in: options.cell ?? .first)
    following = Following(availability)
    following.latency.follow(since: now.wall)
    let preferences = options.preferences
    overlays = OverlayState(channel: options.channel, preferences)
    show = ShowControl(holdsOnTouch: preferences.holdsOnTouch)
    manners = DesktopManners(inhibition: preferences.inhibition)
    looking = preferences.looking
    questions = overlays.needsShow ? [.note, .panel] : [.note]
  }

  /// When to ask again though nothing has come. Stored, as is the next: what computes them would be
  /// given a copy of the whole model, at each turn of the loop.
  package private(set) var deadline: Instant?
  /// Whether the viewer is to be woken by the channel's doorbell. It is not while news of a fast
  /// publisher could only wait; they are still there when it is.
  package private(set) var hearsDoorbell = true

  /// Takes up what has happened by `now`, all of it before anything is decided.
  ///
  /// What has become of the draw request in flight comes first: the shell holds other frames since,
  /// and what a person did next is about one of those.
  package mutating func take(_ inputs: [Input], at now: Moment) -> [Effect] {
    clock = now
    for input in inputs where input.tellsGlass { handle(input) }
    for input in inputs where !input.tellsGlass { handle(input) }
    if !hasEnded { decide() }
    deadline = deadlines.first
    hearsDoorbell = !following.isSaturated
    defer { effects = [] }
    return effects
  }

  mutating func perform(_ effect: Effect) {
    effects.append(effect)
    if effect.isAnswered { unanswered += 1 }
  }

  mutating func end(_ status: Int32) {
    if hasEnded { return }
    for command in show.takeWanted() { effects.append(.steer(command)) }
    if told.hasScreenOff == true { effects.append(.switchScreen(isOn: true)) }
    hasEnded = true
    deadlines = Deadlines()
    report(.closed)
    effects.append(.end(status))
  }
}
