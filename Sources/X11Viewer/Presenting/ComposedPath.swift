import Composing
import CX11
import Pixels
import ShmChannel
import ViewerCore

/// Puts what the viewer has composed (scaled, or with a background behind its alpha) from one of
/// two shared buffers, so that the one which the server reads is never written.
final class ComposedPath: PutPath {
  let kind = PathKind.composed

  private let window: Canvas
  private let composer: Composer
  private var buffers: [WindowBuffer] = []
  /// The buffer of the newest put; before the first one, the one that comes second.
  private var current = 1
  /// What it holds.
  private var composed: Content?
  /// What the other buffer holds for the draw request to come.
  private var ahead: Content?

  private struct Content {
    let scene: SceneKey
    let area: PixelRect

    func covers(_ scene: SceneKey, _ area: PixelRect) -> Bool {
      self.scene == scene && self.area.intersection(area) == area
    }
  }

  /// The most bytes that are composed at once: a screen of 7680x4320. What is more goes through the
  /// connection, band by band, so that two buffers stay below 256 MiB.
  static let budget = 128 << 20

  /// Bytes of a buffer that is not worth giving back: a window of 1920x1080, and some.
  private static let modest = 16 << 20

  /// A path into that window.
  init(to window: Canvas, composer: Composer) {
    self.window = window
    self.composer = composer
  }

  func suits(_ request: DrawRequest) -> Bool {
    let size = window.rotation.turned(request.scene.view.window)
    return Size(request.area).layout.byteCount <= Self.budget
      && size.layout.byteCount <= Int(UInt32.max)  // offsets have 32 bits
      && size.width <= Attachment.mostColumns
  }

  /// Composes the area, unless that has been done, and puts it by one X request.
  func put(_ request: DrawRequest) throws(SceneError) -> Ticket {
    let (scene, area, key) = (request.scene, request.area, SceneKey(request.scene))
    if composed?.covers(key, area) != true {
      if ahead?.covers(key, area) != true { try composeAhead(scene, area: area) }
      current = spare
      composed = ahead
    }
    ahead = nil
    return try send(area, of: buffers[current], in: scene.view.window)
  }

  /// Composes an area into the buffer that the server does not read, for a draw request of the same
  /// scene.
  func composeAhead(_ scene: Scene, area: PixelRect) throws(SceneError) {
    ahead = nil
    try compose(scene, area, into: spare)
    ahead = Content(scene: SceneKey(scene), area: area)
  }

  private var spare: Int { 1 - current }

  /// Has all be composed anew, in buffers that are made anew.
  func forget() { (buffers, current, composed, ahead) = ([], 1, nil, nil) }

  /// Detaches the buffers, so that the next put attaches them anew.
  func drop(_ pin: Pin) {
    for buffer in buffers { buffer.shared.attachment = nil }
  }

  private func compose(
    _ scene: Scene, _ area: PixelRect, into index: Int
  ) throws(SceneError) {
    let size = scene.view.window
    try grow(index, to: size)
    // Only the pages of the area take memory, and not those of areas before.
    if size.layout.byteCount > Self.budget { buffers[index].discard() }
    try buffers[index].compose(scene, area, by: composer)
  }

  private func grow(_ index: Int, to size: Size) throws(SceneError) {
    // One that was for a much larger window goes, as memory that nobody needs.
    let most = max(size.layout.byteCount * 4, Self.modest)
    if index < buffers.count, buffers[index].holds(size), buffers[index].byteCount <= most {
      return
    }
    do {
      // A quarter more than needed: a window that is being dragged larger does not allocate each
      // time.
      let spare = size.layout.byteCount > Self.budget ? nil : 4
      let buffer = try WindowBuffer(for: size, in: window, spare: spare)
      if index < buffers.count { buffers[index] = buffer } else { buffers.append(buffer) }
    } catch {
      throw .resources("\(error)")
    }
  }

  private func send(
    _ area: PixelRect, of buffer: WindowBuffer, in size: Size
  ) throws(SceneError) -> Ticket {
    let first = window.display.lastSerial + 1
    try buffer.put(area, in: size, to: window)
    return Ticket(since: first, on: window.display)
  }
}
