extension Bomb {
  private static let start = #"<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000">"#
  static let tookTooLong = "took "

  /// SVG that is filtered for minutes, contains itself a thousand million times, or is deep.
  static var vectorBombs: [Bomb] {
    let deep =
      String(repeating: "<g>", count: 200_000) + String(repeating: "</g>", count: 200_000)
    return [
      Bomb(
        name: "noise.svg",
        bytes: Array(
          (start + #"<filter id="f"><feTurbulence baseFrequency="0.01" numOctaves="9999999"/>"#
            + #"</filter><rect width="4000" height="4000" filter="url(#f)"/></svg>"#).utf8),
        words: tookTooLong, isEndless: true),
      Bomb(name: "entities.svg", bytes: Array(entities.utf8), words: "SVG"),
      Bomb(name: "deep.svg", bytes: Array((start + deep + "</svg>").utf8), words: "SVG"),
    ]
  }

  /// Ten times ten times ten, nine times.
  private static var entities: String {
    let entities = (1...9).map { level in
      "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
    }
    return #"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "x">"# + entities.joined() + "]>"
      + start + "<text>&a9;</text></svg>"
  }
}
