import ShmChannel

extension FrameComposer {
  /// Draws a frame that is turned or flipped.
  ///
  /// The squares behind an alpha stand still in the window, so it is blended after the turn.
  mutating func draw(
    _ turn: TurnedDrawing, _ frame: PixelRows, to window: MutablePixelRows
  ) throws(PixelsError) {
    let (visible, drawn) = (turn.visible, turn.drawing.visible)
    try turning.withDrawn(drawn) { (pixels) throws(PixelsError) in
      try pixels.withRows { (rows: MutablePixelRows) throws(PixelsError) in
        try draw(turn.drawing, frame, over: nil, to: .display(rows))
      }
      guard turn.drawing.layout.format.hasAlpha else {
        let place = window.countedFrom(x: visible.x, y: visible.y)
        return pixels.withRows { turn.orientation.undo($0, size: drawn, to: place) }
      }
      let backdrop = backdrop
      try turning.withTurned(visible) { (turned) throws(PixelsError) in
        turned.withRows { (rows: MutablePixelRows) in
          pixels.withRows { turn.orientation.undo($0, size: drawn, to: rows) }
          let blender = CheckerboardBlender(backdrop, columns: visible.x..<visible.maxX)
          for row in 0..<visible.height {
            let y = visible.y + row
            unsafe blender.blend(
              rows.at(x: 0, y: row), windowRow: y, to: window.at(x: visible.x, y: y))
          }
        }
      }
    }
  }
}
