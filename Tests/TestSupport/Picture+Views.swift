/// Pictures as a viewer shows them, made in the plainest way, to compare with.
extension Picture {
  /// A quarter clockwise.
  package var turned: Picture {
    Picture(width: height, height: width) { x, y in self[y, height - 1 - x] }
  }

  /// Left and right swapped.
  package var mirrored: Picture {
    Picture(width: width, height: height) { x, y in self[width - 1 - x, y] }
  }

  /// Top and bottom swapped.
  package var upsideDown: Picture {
    Picture(width: width, height: height) { x, y in self[x, height - 1 - y] }
  }

  /// Each pixel a square of that side.
  package func squares(_ side: Int) -> Picture {
    Picture(width: width * side, height: height * side) { x, y in self[x / side, y / side] }
  }

  /// A part of it, as large as a window.
  package func part(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> Picture {
    part(XRectangle(x: x, y: y, width: width, height: height))
  }

  /// In the middle of a window of that size, whose bars have that colour.
  package func centred(_ width: Int, _ height: Int, on colour: UInt32) -> Picture {
    let (left, top) = ((width - self.width) / 2, (height - self.height) / 2)
    return Picture(width: width, height: height) { x, y in
      let isInside = (left..<left + self.width).contains(x) && (top..<top + self.height).contains(y)
      return isInside ? self[x - left, y - top] : 0xFF00_0000 | colour
    }
  }
}
