private import PlainJSON
internal import ShmChannel

/// Events as lines of JSON.
enum EventText {
  /// One line, with its end.
  static func line(_ news: EventListener.News, _ frames: EventFrames) -> String {
    switch news {
    case .lost: JSONText.object(["event": JSONText.string("lost")]) + "\n"
    case .event(let event): line(event, of: frames.caption(of: event)) + "\n"
    }
  }

  /// - Parameter caption: of the frame that it is about; nil where there is none.
  private static func line(_ event: ViewerEvent, of caption: Caption?) -> String {
    var members = [member("event", JSONText.string("\(event.kind)"))]
    if event.kind == .key { members.append(member("key", JSONText.string(key(of: event)))) }
    if event.code != 0 { members.append(member("code", "\(event.code)")) }
    if let place = event.place {
      members += [member("x", number(place.x)), member("y", number(place.y))]
    }
    if event.width > 0, event.height > 0 {
      members += [member("width", number(event.width)), member("height", number(event.height))]
    }
    let viewer = String(event.viewer, radix: 16)
    let digits = String(repeating: "0", count: 16 - viewer.count) + viewer
    members += [
      member("modifiers", JSONText.array(modifiers(event.modifiers).map(JSONText.string))),
      member("generation", "\(event.generation.rawValue)"),
      member("time", JSONText.seconds(event.time)), member("viewer", JSONText.string(digits)),
      member("pid", "\(event.processID)"),
    ]
    if let caption {
      let texts = [("title", caption.title), ("details", caption.details)]
      members += texts.filter { !$0.1.isEmpty }.map { member($0.0, JSONText.string($0.1)) }
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func member(_ name: String, _ value: String) -> String {
    JSONText.string(name) + ":" + value
  }

  /// The character that a key prints, if that is Latin or a code point of its own
  /// (`keysymdef.h`); else its name.
  private static func key(of event: ViewerEvent) -> String {
    switch event.code {
    case 0x20...0x7E, 0xA0...0xFF: character(event.code) ?? event.keyName
    case 0x0100_0100...0x0110_FFFF: character(event.code - 0x0100_0000) ?? event.keyName
    default: event.keyName
    }
  }

  private static func character(_ code: UInt32) -> String? {
    Unicode.Scalar(code).map { String(Character($0)) }
  }

  /// To the thousandth of a pixel.
  private static func number(_ value: Double) -> String {
    value.isFinite ? "\((value * 1000).rounded() / 1000)" : "null"
  }

  /// Bits of `X.h`.
  private static func modifiers(_ bits: UInt32) -> [String] {
    let names: [(UInt32, String)] = [(1, "shift"), (4, "control"), (8, "alt"), (64, "super")]
    return names.filter { bits & $0.0 != 0 }.map(\.1)
  }
}
