/// What the window holds of a channel's frames, and what is on its way there, as the presenter
/// says.
///
/// The frames named here, and the one that has been acquired last, are those that the viewer pins.
package struct Glass: Equatable, Sendable {
  /// What the server has not executed yet.
  package struct Flight: Equatable, Sendable {
    package var frame: FrameKey
    /// By a mixture, it is a step of a fade to the frame.
    package var path: PathKind
    /// Whether something is drawn over the frame.
    package var isOverlaid: Bool

    package init(frame: FrameKey, path: PathKind, isOverlaid: Bool) {
      self.frame = frame
      self.path = path
      self.isOverlaid = isOverlaid
    }
  }

  /// How frames come to the screen that are presented at its vertical blanks.
  package struct Presents: Equatable, Sendable {
    /// Whether something that was presented may not be on the screen yet.
    package var isAwaited: Bool
    /// Whether the server has no screen whose vertical blanks they could be.
    package var isMadeUp: Bool
    /// Whether the window is too large for pixmaps, so that nothing is presented.
    package var isTooLarge: Bool

    package init(isAwaited: Bool, isMadeUp: Bool, isTooLarge: Bool = false) {
      (self.isAwaited, self.isMadeUp, self.isTooLarge) = (isAwaited, isMadeUp, isTooLarge)
    }
  }

  /// A fade that is on its way.
  package struct Fading: Equatable, Sendable {
    /// The frame that it leads to.
    package var target: FrameKey
    /// When there will be something new to see.
    package var next: Instant
    /// What was drawn over the last step.
    package var overlay: Overlay?

    package init(target: FrameKey, next: Instant, overlay: Overlay?) {
      self.target = target
      self.next = next
      self.overlay = overlay
    }
  }

  /// The frame that redraws are of.
  package var held: FrameKey?
  package var flight: Flight?
  /// A newer frame, whose draw request the server executes right after the one in flight.
  package var behind: FrameKey?
  package var fading: Fading?
  /// A newer frame, composed while the server is at work.
  package var ahead: FrameKey?
  /// All that the window holds, where that is a frame.
  package var content: SceneKey?
  /// When the newest draw request was sent.
  package var sent: Instant?
  /// Nil where what is drawn goes into the window at once.
  package var presents: Presents?
  /// Whether the frame in flight is not to be the shown one.
  package var isForgetful = false

  /// Nothing is shown.
  package init() {}

  /// Whether newer frames have to wait, or go behind the one in flight.
  var isBusy: Bool { flight != nil }
  /// Whether no frame is shown, nor about to be.
  var isEmpty: Bool { held == nil && (flight == nil || isForgetful) }
  /// Whether a change of what is drawn waits for what was drawn before: one
  /// is seen a vertical blank.
  var awaitsScreen: Bool { presents?.isAwaited ?? false }
  /// The frame that is shown, or that a fade leads to.
  var newest: FrameKey? { fading?.target ?? held }

  /// The frames that are held; one may be named twice.
  package var frames: [FrameKey] {
    [held, flight?.frame, behind, fading?.target, ahead].compactMap { $0 }
  }

  /// The frames that have been drawn, or are being drawn, and are not known to be on the screen.
  var onItsWay: [FrameKey] {
    [flight?.frame, behind, awaitsScreen ? held : nil].compactMap { $0 }
  }

  /// Whether the server reads a buffer, and the other one is free. What is drawn over pictures
  /// changes with each frame, so nothing is composed ahead below it.
  var canComposeAhead: Bool {
    guard let flight, flight.path == .composed else { return false }
    return !flight.isOverlaid && ahead == nil && fading == nil && !isForgetful
  }

  /// Whether the server reads a frame in the publisher's own memory, and nothing waits behind it.
  /// What is presented is presented by itself.
  var canPutBehind: Bool {
    guard presents == nil, let flight, flight.path == .direct else { return false }
    return behind == nil && fading == nil && !isForgetful
  }
}
