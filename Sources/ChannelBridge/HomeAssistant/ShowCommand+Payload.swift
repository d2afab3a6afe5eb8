package import ShmShow

extension ShowCommand {
  /// What the payload of `command` asks for; nil for what is none of it.
  package init?(payload: [UInt8]) {
    switch String(decoding: payload.prefix(16), as: UTF8.self) {
    case "next": self = .next
    case "previous": self = .previous
    case "pause": self = .pause
    case "resume": self = .resume
    case "toggle": self = .togglePause
    default: return nil
    }
  }
}
