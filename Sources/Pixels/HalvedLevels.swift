import ShmChannel

/// A frame's halves, quarters and so on, made when first wanted and kept until the frame changes.
///
/// With alpha they are premultiplied. Their memory is used again for frames of the same size.
struct HalvedLevels: ~Copyable {
  private final class Level {
    let reduction: Reduction
    let size: LevelSize
    var pixels: Bitmap

    init(_ reduction: Reduction, of layout: FrameLayout) throws(PixelsError) {
      self.reduction = reduction
      size = LevelSize(layout, reduction)
      pixels = try Bitmap(width: size.width, height: size.height)
    }
  }

  private var layout: FrameLayout?
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
    _ steps: ArraySlice<Reduction>, of frame: PixelRows, layout: FrameLayout,
    _ body: (PixelRows) -> Void
  ) throws(PixelsError) {
    try make(steps, of: frame, layout: layout)
    withMade(steps.count, or: frame, body)
  }

  private mutating func make(
    _ steps: ArraySlice<Reduction>, of frame: PixelRows, layout: FrameLayout
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

  private func fill(_ index: Int, from frame: PixelRows, layout: FrameLayout) {
    let level = levels[index]
    let before = index == 0 ? Reduction() : levels[index - 1].reduction
    withMade(index, or: frame) { source in
      let halving = Halving(
        source: source, size: LevelSize(layout, before),
        halvesX: level.reduction.x > before.x, halvesY: level.reduction.y > before.y,
        premultiplies: layout.format.hasAlpha && index == 0)
      let bounds = level.pixels.layout.bounds
      level.pixels.withRows { (rows: MutablePixelRows) in halving.write(bounds, to: rows) }
    }
  }

  private func withMade(_ count: Int, or frame: PixelRows, _ body: (PixelRows) -> Void) {
    guard count > 0 else { return body(frame) }
    levels[count - 1].pixels.withRows(body)
  }
}
