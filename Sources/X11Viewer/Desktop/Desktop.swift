import ViewerCore

/// What the viewer knows of the desktop around its window; what it does there stands in
/// `Viewer+Desktop.swift`.
final class Desktop {
  let startup: StartupNotification?
  let pointer: Pointer
  var rest = PointerRest()
  var clicks = Clicks()
  let drops: DropTarget
  let sharing: Sharing
  let selections: Selections
  /// Why what was dropped is not there, until a new frame is.
  var trouble: String?

  let inhibition: Inhibition
  var screenSaver: ScreenSaver
  /// Whether the window fills a monitor, as far as is known.
  var isFullscreen = false
  /// The newest frame shown, and since when.
  var newest: (frame: FrameKey, since: ContinuousClock.Instant)?

  /// What goes with that window.
  init(of window: Window, options: Options) {
    startup = options.startup
    pointer = Pointer(over: window)
    drops = DropTarget(window)
    sharing = Sharing(channel: options.channel)
    selections = Selections(of: window)
    inhibition = Inhibition(policy: options.inhibition)
    screenSaver = ScreenSaver(at: window.display)
    startup?.mark(window)
  }
}
