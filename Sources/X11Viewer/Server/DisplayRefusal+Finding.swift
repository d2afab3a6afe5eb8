import CommandLineFiles
import Glibc
import Linux
import ViewerCore

extension DisplayRefusal {
  /// Why a display could not be opened, if its server is there; nil if it is not, or is elsewhere.
  static func find(for display: String) -> DisplayRefusal? {
    guard let number = localNumber(of: display) else { return nil }
    let path = Array("/tmp/.X11-unix/X\(number)".utf8)
    guard UnixSocket.isListening(at: [0] + path) || UnixSocket.isListening(at: path) else {
      return nil
    }
    let authority = getenv("XAUTHORITY").map { String(cString: $0) }
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let file = PathBytes(authority ?? home + "/.Xauthority")
    let isReadable = (try? Linux.Descriptor(opening: file)) != nil
    return DisplayRefusal(
      display: display, authority: authority.map(CommandLineText.display), isReadable: isReadable)
  }
}
