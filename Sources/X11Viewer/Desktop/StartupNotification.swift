import CX11
import Glibc
import ViewerCore

/// Ends the hour-glass of the desktop that started the viewer, and proves which click that was
/// (freedesktop.org's startup notification protocol).
struct StartupNotification {
  /// The launch's name, which the launcher made up.
  let id: String

  /// The launch that `DESKTOP_STARTUP_ID` names; it is ours alone, so no child of ours sees it.
  static func take() -> StartupNotification? {
    guard let value = getenv("DESKTOP_STARTUP_ID") else { return nil }
    let id = String(cString: value)
    unsetenv("DESKTOP_STARTUP_ID")
    return id.isEmpty ? nil : StartupNotification(id: id)
  }

  /// When the user asked for it, in the server's time: what follows the last `_TIME`.
  var time: UInt32? {
    let marker = Array("_TIME".utf8)
    let bytes = Array(id.utf8)
    guard bytes.count > marker.count else { return nil }
    let starts = bytes.indices.dropLast(marker.count)
    guard let start = starts.last(where: { bytes[$0...].starts(with: marker) }) else { return nil }
    return UInt32(String(decoding: bytes[(start + marker.count)...], as: UTF8.self))
  }

  /// Says on the window whose launch it is; to be called before it is mapped.
  func mark(_ window: Window) {
    let display = window.display
    display.set(
      display.atoms[.startupID], of: window.id, type: display.atoms[.utf8], bytes: Array(id.utf8))
    if let time { window.set(.userTime, type: XA_CARDINAL, [UInt(time)]) }
  }

  /// Tells all who care that the window is there.
  func complete(_ window: Window) {
    for (index, chunk) in Self.chunks(of: "remove: ID=\(quoted)").enumerated() {
      var event = XEvent()
      event.xclient.type = ClientMessage
      event.xclient.window = window.id
      event.xclient.message_type =
        window.display.atoms[index == 0 ? .startupBegin : .startupInfo]
      event.xclient.format = 8
      withUnsafeMutableBytes(of: &event.xclient.data) { $0.copyBytes(from: chunk) }
      XSendEvent(
        window.display.connection, window.display.root, False, PropertyChangeMask, &event)
    }
  }

  /// As the protocol's values are written, where a blank would end one.
  private var quoted: String {
    let escaped = id.map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    return "\"\(escaped)\""
  }

  /// Twenty bytes a message, the last of which ends with zeros, one at least.
  static func chunks(of message: String) -> [[UInt8]] {
    let bytes = Array(message.utf8) + [0]
    return stride(from: 0, to: bytes.count, by: 20).map { start in
      let chunk = Array(bytes[start..<min(start + 20, bytes.count)])
      return chunk + [UInt8](repeating: 0, count: 20 - chunk.count)
    }
  }
}
