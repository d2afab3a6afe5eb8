import CX11
import Pixels

/// Puts what the viewer has composed (scaled, or with a background behind its alpha) from one of two
/// shared buffers, so that the one which the server reads is never written.
final class ComposedPath {
  private let window: Window
  private let composer: Composer
  private var buffers: [SharedBuffer] = []
  /// The buffer of the newest put, and what it holds.
  private var current = 0
  private var composed: (scene: SceneKey, area: PixelRect)?

  /// Bytes of a buffer that is not worth giving back: a window of 1920x1080, and some.
  private static let modest = 16 << 20

  /// A path into that window.
  init(to window: Window, composer: Composer) {
    self.window = window
    self.composer = composer
  }

  /// Composes an area, which the visible part lies in, and puts it by one request.
  ///
  /// - Returns: the serial of that request, which an event will name.
  func put(_ scene: Scene, area: PixelRect) throws(SceneError) -> UInt {
    if !holds(scene, area) {
      let next = buffers.isEmpty ? 0 : 1 - current
      try compose(scene, area, into: next)
      current = next
      composed = (SceneKey(scene), area)
    }
    return try send(area, of: buffers[current], windowWidth: scene.view.window.width)
  }

  private func holds(_ scene: Scene, _ area: PixelRect) -> Bool {
    guard let composed else { return false }
    return composed.scene == SceneKey(scene) && composed.area.intersection(area) == area
  }

  /// Detaches the buffers, so that the next put attaches them anew.
  func drop() {
    for buffer in buffers { buffer.attachment = nil }
  }

  private func compose(
    _ scene: Scene, _ area: PixelRect, into index: Int
  ) throws(SceneError) {
    try grow(index, to: scene.view.windowByteCount)
    let composer = composer
    try buffers[index].withUnsafeMutableBytes { (bytes) throws(SceneError) in
      try composer.compose(scene, area: area, into: bytes)
    }
  }

  private func grow(_ index: Int, to byteCount: Int) throws(SceneError) {
    // One that was for a much larger window goes, as memory that nobody needs.
    let most = max(byteCount * 4, Self.modest)
    if index < buffers.count, (byteCount...most).contains(buffers[index].byteCount) { return }
    do {
      // A quarter more than needed: a window that is being dragged larger does not allocate each time.
      let buffer = try SharedBuffer(byteCount: byteCount + byteCount / 4)
      if index < buffers.count { buffers[index] = buffer } else { buffers.append(buffer) }
    } catch {
      throw .resources("\(error)")
    }
  }

  private func send(
    _ area: PixelRect, of buffer: SharedBuffer, windowWidth: Int
  ) throws(SceneError) -> UInt {
    try buffer.attached(at: window.display).put(
      area, ofRowsAt: 0, rowStride: windowWidth * 4, to: window.id, at: (area.x, area.y),
      context: window.context, completes: true)
  }
}
