import CX11
import Pixels
import ViewerCore

/// Puts what the viewer has composed (scaled, or with a background behind its alpha) from one of two
/// shared buffers, so that the one which the server reads is never written.
final class ComposedPath: PutPath {
  let kind = PathKind.composed

  private let window: Window
  private let composer: Composer
  private var buffers: [SharedBuffer] = []
  /// The buffer of the newest put; before the first one, the one that comes second.
  private var current = 1
  /// What it holds.
  private var composed: Content?
  /// What the other buffer holds for the put to come.
  private var ahead: Content?

  private struct Content {
    let scene: SceneKey
    let area: PixelRect

    func covers(_ scene: SceneKey, _ area: PixelRect) -> Bool {
      self.scene == scene && self.area.intersection(area) == area
    }
  }

  /// Bytes of a buffer that is not worth giving back: a window of 1920x1080, and some.
  private static let modest = 16 << 20

  /// A path into that window.
  init(to window: Window, composer: Composer) {
    self.window = window
    self.composer = composer
  }

  func suits(_ request: DrawRequest) -> Bool { true }

  /// Composes the area, unless that has been done, and puts it by one X request.
  func put(_ request: DrawRequest) throws(SceneError) -> Ticket {
    let (scene, area, key) = (request.scene, request.area, SceneKey(request.scene))
    if composed?.covers(key, area) != true {
      if ahead?.covers(key, area) != true { try composeAhead(scene, area: area) }
      current = spare
      composed = ahead
    }
    ahead = nil
    return try send(area, of: buffers[current], windowWidth: scene.view.window.width)
  }

  /// Composes an area into the buffer that the server does not read, for a put of the same scene.
  func composeAhead(_ scene: Scene, area: PixelRect) throws(SceneError) {
    ahead = nil
    try compose(scene, area, into: spare)
    ahead = Content(scene: SceneKey(scene), area: area)
  }

  private var spare: Int { 1 - current }

  /// Detaches the buffers, so that the next put attaches them anew.
  func drop(_ pin: Pin) {
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
  ) throws(SceneError) -> Ticket {
    let display = window.display
    let first = display.lastSerial + 1
    try buffer.attached(at: display).put(
      area, ofRowsAt: 0, rowStride: windowWidth * 4, to: window.id, at: (area.x, area.y),
      context: window.context, completes: true)
    return Ticket(since: first, on: display)
  }
}
