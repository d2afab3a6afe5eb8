import Pixels
import ShmChannel
import ViewerCore

/// A picture as it is judged, where that is not what is seen: in rows of its own, from which only
/// the marks come into the window.
struct JudgedPicture: ~Copyable {
  private let picture = ScenePicture()
  private var rows: Bitmap
  let window: Size

  /// For windows of that size.
  init(_ window: Size) throws(SceneError) {
    self.window = window
    do { rows = try Bitmap(width: window.width, height: window.height) } catch {
      throw .resources("\(error)")
    }
  }

  /// Draws the marks of a scene over an area of the window, in which it is drawn already.
  mutating func mark(
    _ scene: Scene, by mappings: Scene.Mappings, _ pixels: RawSpan, _ judging: Judging,
    area: PixelRect, into bytes: inout MutableRawSpan
  ) throws(SceneError) {
    let layout = rows.layout
    try rows.withMutableBytes { (judged) throws(SceneError) in
      try picture.draw(
        scene, by: mappings, pixels, area: area, into: &judged, judging: Judging())
      judging.mark(
        scene.view.picture, judgedBy: &judged, in: &bytes, layout: layout,
        clip: area.intersection(scene.view.visible))
    }
  }
}
