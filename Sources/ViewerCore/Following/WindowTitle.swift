import ShmChannel

/// The text of the window's title bar.
package enum WindowTitle {
  /// `FRAME – CHANNEL`, or `shmview – CHANNEL` without a frame or for one without a title; what the
  /// user asked for by `--title` replaces all of it.
  package static func text(frame: String?, channel: String, replacement: String?) -> String {
    if let replacement { return Title.sanitized(replacement) }
    guard let frame, !frame.isEmpty else { return "shmview – \(channel)" }
    return "\(frame) – \(channel)"
  }

  /// What stands for several channels.
  package static func names(_ channels: [String]) -> String {
    let most = 4
    let first = channels.prefix(most).joined(separator: ", ")
    return channels.count > most ? "\(first) and \(channels.count - most) more" : first
  }

  /// The title for `WM_NAME`, whose type STRING is Latin-1 (ICCCM 2.7.1): what that cannot say
  /// becomes a question mark.
  package static func latin1(_ title: String) -> [UInt8] {
    title.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0xA0...0xFF: UInt8(scalar.value)
      case 0x2013: 0x2D  // our own en dash
      default: 0x3F
      }
    }
  }
}
