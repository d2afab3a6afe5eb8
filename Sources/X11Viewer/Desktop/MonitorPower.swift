import CX11

/// Switches the monitors of an X server off and on (DPMS 1.1). A key or the mouse switches them on
/// as well, at any time: that is the server's doing, and may be for good.
///
/// What was switched off is noted on the root window, so that the viewer after one that was killed
/// can switch it on again.
struct MonitorPower {
  private let window: Window
  /// Whether power saving was on before the monitors were switched off by it; nil while they are
  /// not.
  private var wasEnabled: Bool?

  private var display: Display { window.display }

  /// Nothing is switched yet, nor asked of the server.
  init(over window: Window) { self.window = window }

  /// Does nothing where the server cannot: the window is black all the same.
  mutating func turn(on isOn: Bool) {
    display.forgiving {
      let before = wasEnabled ?? leftBehind
      if isOn {
        if let before { turnOn(before) }
        wasEnabled = nil
      } else if wasEnabled == nil {
        wasEnabled = turnOff(before)
      }
    }
    display.flush()
  }

  /// How long nobody has to have touched a key or the mouse.
  private static let patience = Duration.seconds(30)

  /// Switches monitors off again that were switched off, and that somebody has switched on by a key
  /// or the mouse, once that is a while ago.
  func keepOff() {
    guard wasEnabled != nil else { return }
    display.forgiving {
      guard let saving, saving.isEnabled, saving.level != DPMSModeOff,
        display.idleTime.map({ $0 >= Self.patience }) ?? true
      else { return }
      DPMSForceLevel(display.connection, CARD16(DPMSModeOff))
    }
    display.flush()
  }

  /// - Returns: whether power saving was on before; nil where the server cannot switch.
  private func turnOff(_ before: Bool?) -> Bool? {
    guard let isEnabled = saving?.isEnabled else { return nil }
    // Only what is enabled can be forced to a level.
    if !isEnabled { DPMSEnable(display.connection) }
    DPMSForceLevel(display.connection, CARD16(DPMSModeOff))
    let wasEnabled = before ?? isEnabled
    for place in [display.root, window.id] {
      display.set(note, of: place, type: XA_CARDINAL, [window.id, wasEnabled ? 1 : 0])
    }
    return wasEnabled
  }

  /// Asks the server nothing: the viewer may be ending, and is not to wait for it.
  private func turnOn(_ wasEnabled: Bool) {
    // Refused if somebody has switched power saving off meanwhile, which has switched them on.
    DPMSForceLevel(display.connection, CARD16(DPMSModeOn))
    if !wasEnabled { DPMSDisable(display.connection) }
    for place in [display.root, window.id] { XDeleteProperty(display.connection, place, note) }
  }

  private var note: Atom { display.atoms[.monitorsOff] }

  /// Whether power saving was on before a viewer that is gone switched the monitors off: its window
  /// had the same note as the root window.
  private var leftBehind: Bool? {
    let left = display.numbers(note, of: display.root, type: XA_CARDINAL)
    guard left.count == 2, display.numbers(note, of: left[0], type: XA_CARDINAL) != left else {
      return nil
    }
    return left[1] != 0
  }

  /// Whether power saving is on, and how far it has come; nil where the server has none.
  private var saving: (isEnabled: Bool, level: CInt)? {
    var (event, error): (CInt, CInt) = (0, 0)
    var (level, isEnabled): (CARD16, BOOL) = (0, 0)
    guard DPMSQueryExtension(display.connection, &event, &error) != 0,
      DPMSCapable(display.connection) != 0,
      DPMSInfo(display.connection, &level, &isEnabled) != 0
    else { return nil }
    return (isEnabled != 0, CInt(level))
  }
}
