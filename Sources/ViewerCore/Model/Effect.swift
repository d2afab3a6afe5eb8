package import Pixels
package import ShmChannel
package import ShmShow

extension ViewerModel {
  /// What is to be done, in order. An effect that says so is answered by one input, in the next
  /// call of `take`; until then nothing else is decided.
  package indirect enum Effect: Equatable, Sendable {
    // The channel.

    /// Look the channel up, and drain the doorbell. Answer: `refreshed` or `unavailable`.
    case refresh
    /// Pin the newest frame. Answer: `acquired` or `unavailable`.
    case acquire
    /// Which frames are still there? Answer: `kept` or `unavailable`.
    case listKept
    /// Pin the frame of a generation, if it still is there. Answer: `acquired` or `unavailable`.
    case acquireKept(Generation)
    /// Copy a pinned frame, to be compared with others. Answer: `marked`.
    case mark(FrameKey, as: MarkKey)
    /// Copy the newest frame before that generation, if there still is one. Answer: `marked`.
    case markBefore(Generation, as: MarkKey)
    /// Give the copy's memory back.
    case dropMark
    /// Let go of the frame that was pinned last.
    case drop
    /// Tell whoever asks how long the latest frames took.
    case note(LatencySummary)
    /// Tell publishers that the server has shown the generation, at a
    /// vertical blank if that is known.
    case acknowledge(Generation, VerticalBlank?)
    /// Tell programs that listen what a person has done.
    case report(ViewerEvent)
    /// Detach files that will not be put again.
    case dropStale(ChannelID?)

    // Presenting. Answers: `presented` or `failed`.

    /// Put a frame, at once or by a fade.
    case put(SceneKey, Transition?)
    /// Put what is drawn over the shown frame, if that is all that has changed.
    case update(SceneKey)
    /// Show what the fade from a scene to another has come to, or cut it off.
    case step(from: SceneKey, to: SceneKey, cuts: Bool)
    /// Compose the pinned frame, to be put next.
    case composeAhead(SceneKey)
    /// Put the pinned frame behind the one in flight, if both go directly to the same place.
    case putBehind(SceneKey)
    /// Let go of the frame that was composed ahead.
    case dropAhead
    /// Let go of the shown frame where another is about to replace it.
    case makeRoom
    /// Let go of all frames.
    case forget

    // The window.

    /// Draw the bars and what stands on them.
    case drawWaiting(Overlay)
    /// The window is drawn in the size that it has.
    case didDraw
    case resize(Size, corner: Corner?)
    case setTitle(String)
    /// The window has appeared, for the program that launched the viewer.
    case completeStartup
    /// Where is it? Answer: `measured`.
    case measure
    /// Is it fullscreen? Answer: `fullscreen`.
    case lookAtState
    /// Ask for fullscreen, or for a window again. Answer: `fullscreen`.
    case toggleFullscreen
    /// Ask for a window again. Answer: `fullscreen`.
    case leaveFullscreen
    /// Hear of every motion of the pointer, or sleep through them.
    case followPointer(Bool)
    case hidePointer(Bool)
    /// Ask compositors to let the window be (EWMH), or do not.
    case bypassCompositor(Bool)
    /// Hear of another resolution, or do not. Answer, only if so: `resolution`.
    case watchResolution(Bool)
    /// How many pages has the panel, at that resolution or at the present one? Answer:
    /// `helpPageCount`.
    case countPages(Panel, Size, resolution: Double?)
    /// Read a pixel of a frame. Answer: `pixel`.
    case readPixel(PixelPlace)
    /// Find the range of a frame's samples. Answer: `range`.
    case readRange(FrameKey, RangeChoice)
    /// Find out what tells its tones. Answer: `scale`.
    case readScale(ScaleQuestion)
    /// Find out whether a frame's own range misses it. Answer: `missed`.
    case readMiss(MissQuestion)
    /// Find out how much a frame differs from the marked one. Answer: `difference`.
    case readDifference(DifferenceQuestion)

    // Others.

    /// Offer the value to other programs. Answer: `offered`.
    case offer(PixelValue, ServerTime)
    /// What does the channel's slideshow do? Answer: `show`.
    case readShow
    case steer(ShowCommand)
    case holdScreenSaver(Bool)
    /// Switch the monitors on or off, where the server can.
    case switchScreen(isOn: Bool)
    /// The monitors are still to be off: switch them off again if somebody has touched a key or the
    /// mouse, and gone.
    case keepScreenOff
    /// Start the viewer's own slideshow again. That it cannot begin is told by `slideshowEnded`, at
    /// once.
    case startSlideshow
    /// Put a file into the channel. Its end is told by `shared`; that it cannot begin, by
    /// `cannotShare`, at once.
    case share([UInt8])
    /// End the put, and tell nothing of it.
    case giveUpShare
    /// Say it on standard error, once.
    case say(String)
    /// Say it on standard error, each time.
    case tell(String)
    /// Pass another program's words on.
    case pass(String)
    case printStats(Stats, LatencySummary?)
    /// End, with that exit status (`sysexits.h`).
    case end(Int32)
  }

  /// How a frame takes the place of the shown one.
  package struct Transition: Equatable, Sendable {
    /// The shown frame, as the window now shows it.
    package var from: SceneKey
    package var duration: Duration
  }

  /// A top left corner on the screen.
  package struct Corner: Equatable, Sendable {
    package var x: Int
    package var y: Int

    package init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }
}

extension ViewerModel.Effect {
  /// Whether it is answered.
  package var isAnswered: Bool {
    switch self {
    case .refresh, .acquire, .listKept, .acquireKept, .mark, .markBefore, .readDifference, .put,
      .update, .step, .composeAhead, .putBehind, .dropAhead, .makeRoom, .forget, .measure,
      .lookAtState,
      .toggleFullscreen, .leaveFullscreen, .watchResolution(true),
      .countPages, .readPixel, .readRange, .readScale, .readMiss, .offer, .readShow:
      true
    default: false
    }
  }
}
