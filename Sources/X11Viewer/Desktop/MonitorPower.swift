import CX11

/// Switches the monitors of an X server off and on (DPMS 1.1). A key or the mouse switches them on
/// as well, at any time: that is the server's doing.
struct MonitorPower {
  private let display: Display
  /// Whether power saving was on before the monitors were switched off by it; nil while they are
  /// not.
  private var wasEnabled: Bool?

  /// Nothing is switched yet, nor asked of the server.
  init(at display: Display) { self.display = display }

  /// Does nothing where the server cannot: the window is black all the same.
  mutating func turn(on isOn: Bool) {
    if isOn { turnOn() } else { turnOff() }
    display.flush()
  }

  private mutating func turnOff() {
    guard wasEnabled == nil, isCapable else { return }
    var (level, isEnabled): (CARD16, BOOL) = (0, 0)
    guard DPMSInfo(display.connection, &level, &isEnabled) != 0 else { return }
    wasEnabled = isEnabled != 0
    // Only what is enabled can be forced to a level.
    if isEnabled == 0 { DPMSEnable(display.connection) }
    DPMSForceLevel(display.connection, CARD16(DPMSModeOff))
  }

  private mutating func turnOn() {
    guard let wasEnabled else { return }
    self.wasEnabled = nil
    DPMSForceLevel(display.connection, CARD16(DPMSModeOn))
    if !wasEnabled { DPMSDisable(display.connection) }
  }

  private var isCapable: Bool {
    var (event, error): (CInt, CInt) = (0, 0)
    return DPMSQueryExtension(display.connection, &event, &error) != 0
      && DPMSCapable(display.connection) != 0
  }
}
