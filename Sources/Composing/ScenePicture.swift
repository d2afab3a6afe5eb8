import Pixels
import ShmChannel
import ViewerCore

/// Draws the pictures of scenes, with what marks them, and keeps what the next drawing of the same
/// one can use.
final class ScenePicture {
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

  /// Draws an area of the window into rows as long as the window is wide.
  ///
  /// - Parameters:
  ///   - mappings: how pixels become those of the display.
  ///   - pixels: the frame's.
  ///   - bytes: room for the whole window; what lies outside of the area is not touched.
  func draw(
    _ scene: Scene, by mappings: Scene.Mappings, _ pixels: RawSpan, area: PixelRect,
    into bytes: inout MutableRawSpan, judging: Judging
  ) throws(SceneError) {
    prepare(for: scene)
    let window = scene.view.window.layout
    do {
      try composer.draw(
        pixels, layout: scene.pin.frame.info.layout, by: mappings.frame, at: scene.view.picture,
        orientation: scene.view.look.orientation, into: &bytes, layout: window, clip: area,
        judging: scene.wipe == nil ? judging : Judging())
    } catch {
      throw .resources("\(error)")
    }
    guard let column = scene.wipe else { return }
    if let mark = mappings.mark {
      try draw(mark, leftOf: column, of: scene, area: area, over: pixels, into: &bytes)
    }
    judging.mark(
      scene.view.picture, in: &bytes, layout: window,
      clip: area.intersection(scene.view.visible))
  }

  /// Draws the marked frame over the part of a scene that is left of a column, and a line there.
  private func draw(
    _ mapping: DisplayMapping, leftOf column: Int, of scene: Scene, area: PixelRect,
    over frame: RawSpan, into bytes: inout MutableRawSpan
  ) throws(SceneError) {
    let window = scene.view.window
    let column = min(max(column, 0), window.width)
    let left = PixelRect(x: 0, y: 0, width: column, height: window.height).intersection(area)
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

  /// Draws an area of the window in the pixels that it has, as `Composer.encode` says.
  func encode(
    _ scene: Scene, _ pixels: RawSpan, area: PixelRect, isDeep: Bool, as encoder: RowEncoder,
    into bytes: inout MutableRawSpan, rowStride: Int
  ) throws(SceneError) -> Bool {
    prepare(for: scene)
    let (place, layout) = (scene.view.picture, scene.pin.frame.info.layout)
    let clip = area.intersection(PixelRect(scene.view.window))
    if isDeep {
      return composer.encodeDeep(
        pixels, layout: layout, by: RowEncoder.quarters.map { scene.lifted(by: $0).mapping },
        at: place, as: encoder, into: &bytes, rowStride: rowStride, clip: clip)
    }
    do {
      try composer.encode(
        pixels, layout: layout, by: scene.mapping, at: place, as: encoder, into: &bytes,
        rowStride: rowStride, clip: clip)
    } catch {
      throw .resources("\(error)")
    }
    return true
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
    marks.backdrop = composer.backdrop
    marks.magnification = composer.magnification
  }
}
