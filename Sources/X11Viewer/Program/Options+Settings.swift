import Settings

extension Options {
  /// Goes without those settings that this screen or the file system has nothing for: on a command
  /// line they are errors, in a file they keep no window from opening.
  ///
  /// - Returns: What is left out, and why.
  mutating func leaveOutSettings(lackingOn display: Display) -> [SettingsProblem] {
    var problems: [SettingsProblem] = []
    for entry in settings {
      do throws(ViewerError) {
        switch entry.key {
        case "monitor": if let monitor { _ = try Monitor.named(monitor, of: display) }
        case "visual": if let visual { _ = try PixelVisual(of: display, for: visual) }
        case "display-profile": _ = try MonitorColors.bytes(of: displayProfile)
        default: continue
        }
      } catch {
        leaveOut(entry.key)
        problems.append(entry.isLeftOut(because: "\(error)"))
      }
    }
    return problems
  }

  private mutating func leaveOut(_ key: String) {
    switch key {
    case "monitor": monitor = nil
    case "visual": visual = nil
    case "display-profile": displayProfile = .auto
    default: break
    }
  }
}
