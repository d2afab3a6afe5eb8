/// The screen of a show that has hours.
extension ViewerModel {
  /// How often it is asked whether a show whose screen is off still lives, and whether the monitors
  /// still are off: nothing tells that the show was killed, or that a key has switched them on.
  private static let watch = Duration.seconds(60)

  /// What the show says of its screen.
  mutating func learnScreen(isOff: Bool) {
    deadlines.set(.screen, at: isOff ? clock.instant + Self.watch : nil)
    if isOff == overlays.isOff { return }
    overlays.setOff(isOff)
    isDirty = true
  }

  /// Switches the screen, if it is the show's alone: a window on somebody's desktop only goes
  /// black. One that is fullscreen says first of all what the screen is to be: a viewer that was
  /// killed may have left it off.
  mutating func switchScreen() {
    let isOff = overlays.isOff && manners.isFullscreen
    let isFirst = told.hasScreenOff == nil
    if isOff == told.hasScreenOff || isFirst && !(manners.isFullscreen && askedShow != nil) {
      return
    }
    told.hasScreenOff = isOff
    perform(.switchScreen(isOn: !isOff))
  }
}
