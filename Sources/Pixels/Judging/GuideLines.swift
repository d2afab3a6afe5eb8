/// Lines over a picture that help to compose it; each is half black and half white, so that it is
/// seen on anything.
struct GuideLines {
  private let lines: [PixelRect]
  private static let (light, dark): (UInt32, UInt32) = (0xFFFF_FFFF, 0xFF00_0000)

  init(_ guides: Judging.Guides, _ picture: PixelRect) {
    lines = guides.places.flatMap { place -> [PixelRect] in
      let x = picture.x + Int((Double(picture.width) * place).rounded())
      let y = picture.y + Int((Double(picture.height) * place).rounded())
      return [
        PixelRect(x: x - 1, y: picture.y, width: 2, height: picture.height),
        PixelRect(x: picture.x, y: y - 1, width: picture.width, height: 2),
      ]
    }
  }

  /// Draws what lies in a part of the window.
  func draw(in part: PixelRect, of window: MutablePixelRows) {
    for line in lines {
      let seen = line.intersection(part)
      for y in seen.y..<max(seen.y, seen.maxY) {
        let row = unsafe window.at(x: 0, y: y)
        for x in seen.x..<max(seen.x, seen.maxX) {
          let isFirst = line.width == 2 ? x == line.x : y == line.y
          unsafe row[x] = isFirst ? Self.dark : Self.light
        }
      }
    }
  }
}
