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
  private var composed: SceneKey?

  /// A path into that window.
  init(to window: Window, composer: Composer) {
    self.window = window
    self.composer = composer
  }

  /// Composes the visible part and puts it; the returned serial names the completion.
  func put(_ scene: Scene) throws(SceneError) -> UInt {
    let key = SceneKey(scene)
    if composed != key {
      let next = buffers.isEmpty ? 0 : 1 - current
      try compose(scene, into: next)
      current = next
      composed = key
    }
    window.fill(scene.view.bars, Window.barColour)
    return try send(buffers[current], scene.view)
  }

  /// Detaches the buffers, so that the next put attaches them anew.
  func drop() {
    for buffer in buffers { buffer.attachment = nil }
  }

  private func compose(_ scene: Scene, into index: Int) throws(SceneError) {
    try grow(index, to: scene.view.windowByteCount)
    let composer = composer
    try buffers[index].withUnsafeMutableBytes { (bytes) throws(SceneError) in
      try composer.compose(scene, into: bytes)
    }
  }

  private func grow(_ index: Int, to byteCount: Int) throws(SceneError) {
    if index < buffers.count, buffers[index].byteCount >= byteCount { return }
    do {
      // A quarter more than needed: a window that is being dragged larger does not allocate each time.
      let buffer = try SharedBuffer(byteCount: byteCount + byteCount / 4)
      if index < buffers.count { buffers[index] = buffer } else { buffers.append(buffer) }
    } catch {
      throw .resources("\(error)")
    }
  }

  private func send(_ buffer: SharedBuffer, _ view: View) throws(SceneError) -> UInt {
    let visible = view.visible
    return try attachment(of: buffer).put(
      visible, ofRowsAt: 0, rowStride: view.window.width * 4, to: window.id,
      at: (visible.x, visible.y), context: window.context, completes: true)
  }

  private func attachment(of buffer: SharedBuffer) throws(SceneError) -> Attachment {
    if let known = buffer.attachment { return known }
    do {
      let attachment = try Attachment(of: buffer.descriptor, at: window.display)
      buffer.attachment = attachment
      return attachment
    } catch {
      throw .resources("\(error)")
    }
  }
}
