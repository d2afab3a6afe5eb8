import CX11
import Pixels
import ShmChannel

/// Sends pixels through the connection, for a server that cannot share our memory.
///
/// They go into a pixmap of the window's size, in bands, each after the server has executed the one
/// before, so that the viewer stays responsive on a slow line; one copy then shows them all at once.
/// A redraw is a copy within the server.
final class PlainPath {
  /// Bytes in a band.
  private static let bandByteCount = 1 << 20

  private let window: Window
  private let composer: Composer
  private var pixmap: (id: Pixmap, size: Size)?
  /// What the pixmap holds, once it is complete.
  private var uploaded: SceneKey?
  private var memory: SharedBuffer?
  private var upload: Upload?

  private struct Upload {
    let scene: Scene
    var nextRow = 0
  }

  /// A path into that window.
  init(to window: Window, composer: Composer) {
    self.window = window
    self.composer = composer
  }

  deinit { freePixmap() }

  /// Begins to show a scene: until `advance` says so, nothing is seen of it.
  func start(_ scene: Scene) throws(SceneError) {
    if uploaded == SceneKey(scene) {
      upload = Upload(scene: scene, nextRow: scene.view.visible.height)
      return
    }
    if !DirectPath.suits(scene) { try compose(scene) }
    uploaded = nil
    let pixmap = pixmap(of: scene.view.window)
    window.fill(scene.view.bars, Window.barColour, in: pixmap)
    upload = Upload(scene: scene)
  }

  /// Sends the next band, or shows what was sent; true: that was the last request of the scene.
  func advance() throws(SceneError) -> Bool {
    guard let upload, let pixmap else { return true }
    let visible = upload.scene.view.visible
    if upload.nextRow < visible.height {
      let rows = max(1, Self.bandByteCount / (visible.width * 4))
      let end = min(visible.height, upload.nextRow + rows)
      try send(upload.scene, rows: upload.nextRow..<end, to: pixmap.id)
      self.upload?.nextRow = end
      if end < visible.height { return false }
    }
    uploaded = SceneKey(upload.scene)
    self.upload = nil
    XCopyArea(
      window.display.connection, pixmap.id, window.id, window.context, 0, 0,
      CUnsignedInt(pixmap.size.width), CUnsignedInt(pixmap.size.height), 0, 0)
    return true
  }

  /// Forgets the pixmap, after the server has refused something.
  func drop() {
    upload = nil
    uploaded = nil
    freePixmap()
  }

  private func compose(_ scene: Scene) throws(SceneError) {
    let byteCount = scene.view.windowByteCount
    let buffer: SharedBuffer
    do {
      buffer =
        if let memory, memory.byteCount >= byteCount { memory } else {
          try SharedBuffer(byteCount: byteCount + byteCount / 4)
        }
    } catch {
      throw .resources("\(error)")
    }
    memory = buffer
    let composer = composer
    try buffer.withUnsafeMutableBytes { (bytes) throws(SceneError) in
      try composer.compose(scene, area: scene.view.visible, into: bytes)
    }
  }

  /// Sends some rows of the visible part, from the frame itself if that is what is shown.
  private func send(
    _ scene: Scene, rows: Range<Int>, to pixmap: Pixmap
  ) throws(SceneError) {
    let view = scene.view
    guard DirectPath.suits(scene) else {
      memory?.withUnsafeMutableBytes { bytes in
        put(
          UnsafeRawBufferPointer(bytes), view.visible, rowStride: view.window.width * 4,
          rows: rows, of: view, to: pixmap)
      }
      return
    }
    try scene.pin.withPixels { pixels in
      pixels.withUnsafeBytes { bytes in
        put(
          bytes, view.crop, rowStride: scene.pin.frame.info.rowStride, rows: rows, of: view,
          to: pixmap)
      }
    }
  }

  /// Sends rows of the `part` of some picture that is visible, counted from the first of the part.
  private func put(
    _ bytes: UnsafeRawBufferPointer, _ part: PixelRect, rowStride: Int, rows: Range<Int>,
    of view: View, to pixmap: Pixmap
  ) {
    var image = XImage(rows: rows.count, rowStride: rowStride)
    XInitImage(&image)
    let start = (part.y + rows.lowerBound) * rowStride
    // Xlib only reads it (PutImage.c).
    image.data = UnsafeMutablePointer(
      mutating: bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) })
    XPutImage(
      window.display.connection, pixmap, window.context, &image, CInt(part.x), 0,
      CInt(view.visible.x), CInt(view.visible.y + rows.lowerBound), CUnsignedInt(part.width),
      CUnsignedInt(rows.count))
  }

  private func pixmap(of size: Size) -> Pixmap {
    if let pixmap, pixmap.size == size { return pixmap.id }
    freePixmap()
    let id = XCreatePixmap(
      window.display.connection, window.id, CUnsignedInt(size.width), CUnsignedInt(size.height),
      CUnsignedInt(PixelVisual.depth))
    pixmap = (id, size)
    return id
  }

  private func freePixmap() {
    if let pixmap, !window.display.isDead { XFreePixmap(window.display.connection, pixmap.id) }
    pixmap = nil
  }
}
