import CommandLineFiles
package import Pixels
import ShmChannel
package import ViewerCore

/// Makes the pixels that are seen out of a frame, where they are not the frame's own.
package final class Composer {
  private let overlays: OverlayPainter
  private let grids = PixelGridPainter()
  private var composer = FrameComposer()
  /// Draws the marked frame beside another.
  private var marks = FrameComposer()
  /// The frame whose halved levels `composer` keeps, so that a resize costs the last step only.
  private var last: Drawn?

  private struct Drawn: Equatable {
    let frame: FrameKey
    let tones: Tones
    /// What is seen in place of it.
    let comparison: Comparison?

    init(_ scene: Scene) {
      frame = scene.pin.key
      tones = scene.style.tones
      // The frame itself is on one side of a wipe, wherever that stands, and the mark on the other.
      comparison = scene.comparison.map {
        Comparison(with: $0.mark.key, scene.wipe == nil ? $0.way : .wipe(at: 0))
      }
    }
  }

  /// A composer that draws overlays by that painter.
  package init(overlays: OverlayPainter) { self.overlays = overlays }

  /// Composes an area of the window, picture, bars and what is drawn over them, into rows as long
  /// as the window is wide.
  ///
  /// - Parameter bytes: room for the whole window; what lies outside of the area is not touched.
  package func compose(
    _ scene: Scene, area: PixelRect, into bytes: inout MutableRawSpan
  ) throws(SceneError) {
    prepare(for: scene)
    let mapping = scene.mapping
    let layout = scene.pin.frame.info.layout
    let window = scene.view.window.layout
    let judging = scene.showsDifference ? scene.style.judging.guidesAlone : scene.style.judging
    try scene.pin.withPixels { (pixels) throws(SceneError) in
      do {
        try composer.draw(
          pixels, layout: layout, by: mapping, at: scene.view.picture,
          orientation: scene.view.look.orientation, into: &bytes, layout: window, clip: area,
          judging: scene.wipe == nil ? judging : Judging())
      } catch {
        throw .resources("\(error)")
      }
      if let column = scene.wipe {
        try paintMark(leftOf: column, of: scene, area: area, over: pixels, into: &bytes)
        judging.mark(
          scene.view.picture, in: &bytes, layout: window,
          clip: area.intersection(scene.view.visible))
      }
      let seen = area.intersection(scene.view.visible)
      for (part, source) in scene.numberSources(in: seen) {
        guard let grid = PixelGrid(scene.view, scene.style) else { break }
        grids.paint(
          grid, over: scene.style.backdrop, into: &bytes, window: window, clip: part
        ) { x, y in
          source.value(x: x, y: y, of: pixels, layout: layout)
        }
      }
    }
    if let overlay = scene.overlay {
      paint(overlay, area: area, into: &bytes, of: scene.view.window)
    }
  }

  /// Composes an area of the window in the pixels that it has, without display rows in between.
  ///
  /// - Parameters:
  ///   - isDeep: whether both the frame and the window have more than eight bits.
  ///   - bytes: room for the whole window's pixels, `rowStride` bytes from row to row; what lies
  ///     outside of the area is not touched.
  /// - Returns: whether it is done: what is more than an upright frame is left alone, and so is a
  ///   deep one that is scaled.
  package func encode(
    _ scene: Scene, area: PixelRect, isDeep: Bool, as encoder: RowEncoder,
    into bytes: inout MutableRawSpan, rowStride: Int
  ) throws(SceneError) -> Bool {
    guard scene.overlay == nil, scene.comparison == nil, scene.style.judging.isEmpty,
      scene.view.look.orientation == .upright, PixelGrid(scene.view, scene.style) == nil,
      !isDeep || scene.view.isUnscaled
    else { return false }
    prepare(for: scene)
    let (place, layout) = (scene.view.picture, scene.pin.frame.info.layout)
    let clip = area.intersection(PixelRect(scene.view.window))
    var isDone = true
    try scene.pin.withPixels { (pixels) throws(SceneError) in
      do {
        if isDeep {
          isDone = composer.encodeDeep(
            pixels, layout: layout, by: RowEncoder.quarters.map { scene.lifted(by: $0).mapping },
            at: place, as: encoder, into: &bytes, rowStride: rowStride, clip: clip)
        } else {
          try composer.encode(
            pixels, layout: layout, by: scene.mapping, at: place, as: encoder, into: &bytes,
            rowStride: rowStride, clip: clip)
        }
      } catch {
        throw .resources("\(error)")
      }
    }
    return isDone
  }

  /// Forgets what was kept of another frame.
  private func prepare(for scene: Scene) {
    let present = Drawn(scene)
    if last != present {
      composer.frameDidChange()
      marks.frameDidChange()
      last = present
    }
    composer.backdrop = scene.style.backdrop
    composer.magnification = scene.style.magnification(at: scene.view.scale)
  }

  /// Draws the marked frame over the part of a scene that is left of a column, and a line there.
  private func paintMark(
    leftOf column: Int, of scene: Scene, area: PixelRect, over frame: RawSpan,
    into bytes: inout MutableRawSpan
  ) throws(SceneError) {
    guard let mapping = scene.markMapping else { return }
    let window = scene.view.window
    let column = min(max(column, 0), window.width)
    let left = PixelRect(x: 0, y: 0, width: column, height: window.height).intersection(area)
    marks.backdrop = composer.backdrop
    marks.magnification = composer.magnification
    do {
      if !left.isEmpty {
        try marks.draw(
          frame, layout: scene.pin.frame.info.layout, by: mapping, at: scene.view.picture,
          orientation: scene.view.look.orientation, into: &bytes, layout: window.layout,
          clip: left)
      }
    } catch {
      throw .resources("\(error)")
    }
    // Two columns, of which one is seen on any picture.
    for (x, colour): (Int, UInt32) in [(column - 1, 0xFF00_0000), (column, 0xFFFF_FFFF)] {
      let line = PixelRect(x: x, y: 0, width: 1, height: window.height)
      fill(line.intersection(area), with: colour, in: &bytes, layout: window.layout)
    }
  }

  /// Paints an overlay over an area that is composed already, in rows of a window of that size.
  package func paint(
    _ overlay: Overlay, area: PixelRect, into bytes: inout MutableRawSpan, of window: Size
  ) {
    overlays.paint(overlay, into: &bytes, layout: window.layout, clip: area)
  }

  /// The part of the window in which one overlay looks other than the other.
  package func difference(_ first: Overlay?, _ second: Overlay?, in window: Size) -> PixelRect {
    overlays.difference(first, second, in: window)
  }
}

extension Pin {
  /// The frame's pixels; a file that is cut short meanwhile is an error, not a crash.
  package func withPixels(_ body: (RawSpan) throws(SceneError) -> Void) throws(SceneError) {
    let result: Result<Void, SceneError>
    do throws(ChannelError) {
      result = try frame.withMappedPixels { pixels in
        Result { () throws(SceneError) in try body(pixels) }
      }
    } catch {
      throw .resources(error.advised)
    }
    try result.get()
    if frame.wasTruncated { throw .truncated }
  }
}
