import CommandLineFiles
package import Pixels
import ShmChannel
package import ViewerCore

/// Makes the pixels that are seen out of a frame, where they are not the frame's own.
package final class Composer {
  private let overlays: OverlayPainter
  private let grids = PixelGridPainter()
  private let picture = ScenePicture()
  /// What is judged while something is that is not seen.
  private var judged: JudgedPicture?

  /// A composer that draws overlays by that painter.
  package init(overlays: OverlayPainter) { self.overlays = overlays }

  /// Composes an area of the window, picture, bars and what is drawn over them, into rows as long
  /// as the window is wide.
  ///
  /// - Parameter bytes: room for the whole window; what lies outside of the area is not touched.
  package func compose(
    _ scene: Scene, area: PixelRect, into bytes: inout MutableRawSpan
  ) throws(SceneError) {
    let layout = scene.pin.frame.info.layout
    let window = scene.view.window.layout
    let judging = scene.showsDifference ? scene.style.judging.guidesAlone : scene.style.judging
    let apart = judging.looksAtPixels ? scene.judgedMappings : nil
    if apart == nil { judged = nil }
    try scene.pin.withPixels { (pixels) throws(SceneError) in
      try picture.draw(
        scene, by: scene.mappings, pixels, area: area, into: &bytes,
        judging: apart == nil ? judging : Judging())
      if let apart { try judge(scene, by: apart, pixels, judging, area: area, into: &bytes) }
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
    var isDone = false
    try scene.pin.withPixels { (pixels) throws(SceneError) in
      isDone = try picture.encode(
        scene, pixels, area: area, isDeep: isDeep, as: encoder, into: &bytes, rowStride: rowStride)
    }
    return isDone
  }

  /// Marks a picture that is judged by other pixels than are seen.
  private func judge(
    _ scene: Scene, by mappings: Scene.Mappings, _ pixels: RawSpan, _ judging: Judging,
    area: PixelRect, into bytes: inout MutableRawSpan
  ) throws(SceneError) {
    var judged: JudgedPicture
    if let known = self.judged.take(), known.window == scene.view.window {
      judged = known
    } else {
      judged = try JudgedPicture(scene.view.window)
    }
    try judged.mark(scene, by: mappings, pixels, judging, area: area, into: &bytes)
    self.judged = consume judged
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
