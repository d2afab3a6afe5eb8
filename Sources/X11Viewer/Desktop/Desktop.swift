import ViewerCore

/// What the viewer has to do with the desktop around its window; when and why is the core's to say.
final class Desktop {
  let startup: StartupNotification?
  let pointer: Pointer
  let drops: DropTarget
  let selections: Selections
  var screenSaver: ScreenSaver
  var power: MonitorPower

  /// What goes with that window.
  init(of window: Window, options: Options) {
    startup = options.startup
    pointer = Pointer(over: window)
    drops = DropTarget(window)
    selections = Selections(of: window)
    screenSaver = ScreenSaver(at: window.display)
    power = MonitorPower(over: window)
    startup?.mark(window)
  }
}
