package import Pixels
package import ShmChannel
package import ShmShow

extension ViewerModel {
  /// What has happened, and what has come of effects.
  package indirect enum Input: Equatable, Sendable {
    // The window.

    /// A part of the window has to be drawn again.
    case exposed
    /// The server has told the window's size; perhaps it is as before.
    case configured(Size)
    /// The window is on the screen, or iconified; nothing is drawn before.
    case appeared
    /// Whether nothing of the window can be seen.
    case hidden(Bool)
    /// The window manager may have made the window fullscreen, or a window again.
    case stateChanged
    /// The screen is made for so many dots per inch.
    case resolution(Double)
    /// Colors are shown otherwise than before, so that all has to be drawn again.
    case recoloured(MonitorFace)
    /// The window is to be closed.
    case closed

    // A person.

    case deed(Deed)
    case button(ButtonChange)
    case pointerMoved(Point)
    case pointerLeft
    /// Whether something that can be dropped is dragged over the window.
    case dragged(Bool)
    /// Files were dropped on the window.
    case dropped(URIList)

    /// Another channel's pictures in the same window are looked at in that
    /// way, and these are to be.
    case looked(LinkedLook)
    /// A frame of another channel in the same window was marked, or none is any longer.
    case markedElsewhere(Mark?)

    // The channel, other processes, and time.

    /// The doorbell has rung. Without inotify it rings all the time, and says nothing.
    case rang(isPolling: Bool)
    /// The program was woken.
    case woke
    /// Nothing but time has passed.
    case time
    /// A put of dropped files has ended.
    case shared(messages: [String], hasFailed: Bool)
    /// Why dropped files are not shared.
    case cannotShare(String)
    case slideshowEnded(SlideshowEnd)
    /// A signal asks the viewer to end.
    case terminated
    /// The viewer ends, whatever the reason; only what `Effect.end` leaves to do comes after it.
    case finish

    // Answers to effects, one for each.

    case refreshed(Following.Availability)
    /// The newest frame, or the one that was named, is pinned; nil if there is none.
    case acquired(FrameFacts?)
    /// The frame has been copied; nil where that cannot be.
    case marked(Mark?)
    /// Nil for a frame whose file has been cut short.
    case difference(DifferenceQuestion, DifferenceFigures?)
    /// The frames that are still there, the oldest first.
    case kept([KeptFrame])
    /// The channel or its newest frame cannot be had, for that reason.
    case unavailable(String)
    case presented(Glass)
    /// The scene could not be drawn, for that reason.
    case failed(SceneKey, String, Glass)
    case show(ShowStatus?)
    case measured(WindowFacts)
    case fullscreen(Bool)
    case pixel(PixelPlace, PixelValue?)
    /// Nil for a frame whose file has been cut short.
    case range(SampleRange?)
    case scale(ScaleQuestion, ScaleFace?)
    /// Nil where the range shows the frame, or its file has been cut short.
    case missed(MissQuestion, RangeMiss?)
    /// Nil where no text can be drawn at all; 0 where none has room.
    case helpPageCount(Int?)
    /// Whether the selections are ours.
    case offered(PixelValue, Bool)

    // What the server says of a draw request.

    /// It has executed a frame's draw request.
    case completed(FrameKey, PathKind, Glass)
    /// It has executed a frame's draw request into a pixmap, which is presented now; `shown` or
    /// `skipped` follows.
    case executed(FrameKey, PathKind, Glass)
    /// The frame is on the screen since then, as far as the server has told.
    case shown(FrameKey, PresentMode, at: ScreenMoment, Glass)
    /// The server has skipped the frame, for a newer one.
    case skipped(FrameKey, Glass)
    /// It has executed a step of a fade.
    case stepped(Glass)
    /// What was in flight is lost, with the place that it was to be drawn into.
    case lost(Glass)
    /// It has not, but something has changed.
    case glass(Glass)
    /// All frames go through the connection from now on, or may go through shared memory.
    case sharesMemory(Bool)
  }

}

extension ViewerModel.Input {
  /// Whether it says what the shell holds now.
  var tellsGlass: Bool {
    switch self {
    case .completed, .executed, .shown, .skipped, .stepped, .lost, .glass, .failed: true
    default: false
    }
  }
}

extension ViewerModel {
  /// How a slideshow of the viewer's own has ended.
  package struct SlideshowEnd: Equatable, Sendable {
    /// Nil if it was killed.
    package var status: Int32?
    /// What happened, for people.
    package var message: String
    /// Whether the channel goes with it.
    package var isPrivate: Bool

    package init(status: Int32?, message: String, isPrivate: Bool) {
      self.status = status
      self.message = message
      self.isPrivate = isPrivate
    }
  }
}
