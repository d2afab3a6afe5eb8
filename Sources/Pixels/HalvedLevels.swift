/// A frame's halves, quarters and so on, made when first wanted and kept until the frame changes.
///
/// With alpha they are premultiplied. Their memory is used again for frames of the same size.
struct HalvedLevels: ~Copyable {
  private final class Level {
    let reduction: Reduction
    let size: LevelSize
    var pixels: Bitmap

    init(_ reduction: Reduction, of layout: PixelLayout) throws(PixelsError) {
      self.reduction = reduction
      size = LevelSize(layout, reduction)
      pixels = try Bitmap(width: size.width, height: size.height)
    }
  }

  private var layout: PixelLayout?
  private var levels: [Level] = []
  /// How many of `levels` hold the present frame.
  private var madeCount = 0

  /// Declares the levels out of date: the frame has changed.
  mutating func invalidate() { madeCount = 0 }

  /// Whether the level after `steps` holds the present frame.
  func has(_ steps: [Reduction]) -> Bool {
    !steps.isEmpty && steps.count <= madeCount && levels[steps.count - 1].reduction == steps.last
  }

  /// Lends the level after `steps`, made now if need be; without steps, the frame itself.
  mutating func withLevel(
    _ steps: ArraySlice<Reduction>, of frame: PixelRows, layout: PixelLayout,
    _ body: (PixelRows) -> Void
  ) throws(PixelsError) {
    try make(steps, of: frame, layout: layout)
    withMade(steps.count, or: frame, body)
  }

  private mutating func make(
    _ steps: ArraySlice<Reduction>, of frame: PixelRows, layout: PixelLayout
  ) throws(PixelsError) {
    if layout != self.layout { levels = [] }
    self.layout = layout
    let usable = zip(levels, steps).prefix { $0.reduction == $1 }.count
    if usable < steps.count { levels.removeSubrange(usable...) }
    madeCount = min(madeCount, levels.count)
    for index in levels.count..<max(steps.count, levels.count) {
      levels.append(try Level(steps[steps.startIndex + index], of: layout))
    }
    while madeCount < steps.count {
      fill(madeCount, from: frame, layout: layout)
      madeCount += 1
    }
  }

  private func fill(_ index: Int, from frame: PixelRows, layout: PixelLayout) {
    let level = levels[index]
    let before = index == 0 ? Reduction() : levels[index - 1].reduction
    withMade(index, or: frame) { source in
      let halving = Halving(
        source: source, size: LevelSize(layout, before),
        halvesX: level.reduction.x > before.x, halvesY: level.reduction.y > before.y,
        premultiplies: layout.hasAlpha && index == 0)
      let output = PixelLayout(width: level.size.width, height: level.size.height)
      unsafe level.pixels.withUnsafeMutableBytes { bytes in
        halving.write(output.bounds, to: unsafe MutablePixelRows(bytes, layout: output))
      }
    }
  }

  private func withMade(_ count: Int, or frame: PixelRows, _ body: (PixelRows) -> Void) {
    guard count > 0 else { return body(frame) }
    let level = levels[count - 1]
    let layout = PixelLayout(width: level.size.width, height: level.size.height)
    level.pixels.withBytes { span in
      unsafe span.withUnsafeBytes { body(unsafe PixelRows($0, layout: layout)) }
    }
  }
}
