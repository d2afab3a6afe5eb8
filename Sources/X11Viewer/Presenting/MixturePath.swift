import Composing
import CX11
import Pixels
import ViewerCore

/// Mixes two pictures as the window shows them, whatever their sizes and formats, and puts the
/// mixture from a shared buffer. It has no memory between fades.
final class MixturePath: PutPath {
  let kind = PathKind.mixture
  /// What carries the mixture to a server that cannot share our memory.
  var carrier: PlainPath?

  private struct Buffers {
    var first: WindowBuffer
    let second: WindowBuffer
    /// What the window shows; written only while no put of it is in flight.
    var mixture: WindowBuffer
  }

  private let window: Canvas
  private let composer: Composer
  private var buffers: Buffers?
  private var size = Size(width: 0, height: 0)
  /// What the buffers were composed of; no first scene where a fade goes on from a mixture.
  private var made: (first: SceneKey?, second: SceneKey)?
  /// What the mixture holds; its overlay must not fade on as a part of the picture.
  private var mixed = (share: 0, hasOverlay: false)

  /// A path into that window.
  init(to window: Canvas, composer: Composer, carrier: PlainPath?) {
    self.window = window
    self.composer = composer
    self.carrier = carrier
  }

  /// Whether there is a mixture, made for a window of that size.
  func holds(_ size: Size) -> Bool { buffers != nil && self.size == size }

  /// Whether the mixture is made of these scenes, or of a mixture if there is no first one.
  func holds(_ first: Scene?, _ second: Scene) -> Bool {
    guard buffers != nil, let made else { return false }
    return made.first == first.map { SceneKey($0.bare) }
      && made.second == SceneKey(second.bare)
  }

  /// Composes both pictures, in views of the same window.
  func prepare(from first: Scene, to second: Scene) throws(SceneError) {
    size = second.view.window
    // In this order, so that the composer keeps what the draw request at the end can use.
    let from = try composed(first)
    let to = try composed(second)
    buffers = Buffers(first: from, second: to, mixture: try buffer())
    made = (SceneKey(first.bare), SceneKey(second.bare))
    // Bars too, in case that the next fade starts from it.
    mix(share: 0, in: PixelRect(size), under: nil)
  }

  /// Goes on from the mixture of this moment to another picture.
  ///
  /// - Precondition: `holds` the window's size.
  func goOn(to second: Scene) throws(SceneError) {
    guard let old = buffers else { preconditionFailure("there is no mixture") }
    if mixed.hasOverlay { mix(share: mixed.share, in: PixelRect(size), under: nil) }
    buffers = Buffers(first: old.mixture, second: try composed(second), mixture: old.first)
    made = (nil, SceneKey(second.bare))
  }

  /// Frees all memory, the server's side too.
  func end() { (buffers, made) = (nil, nil) }

  /// Mixes an area of the window, in which both pictures lie, and paints an overlay over it.
  func mix(share: Int, in area: PixelRect, under overlay: Overlay?) {
    guard let buffers else { return }
    mixed = (share, overlay != nil)
    let (composer, size) = (composer, size)
    let layout = size.layout
    buffers.first.withDisplayRows { first in
      buffers.second.withDisplayRows { second in
        buffers.mixture.withDisplayRows { mixture in
          blend(
            first.bytes, second.bytes, share: share, in: area, into: &mixture, layout: layout)
          if let overlay { composer.paint(overlay, area: area, into: &mixture, of: size) }
        }
      }
    }
    buffers.mixture.encode(area, in: size)
  }

  /// Whether there is a mixture on the way to the scene.
  func suits(_ request: DrawRequest) -> Bool {
    buffers != nil && made?.second == SceneKey(request.scene.bare)
  }

  /// Puts an area of the mixture.
  func put(_ request: DrawRequest) throws(SceneError) -> Ticket {
    guard let mixture = buffers?.mixture else { preconditionFailure("there is no mixture") }
    let area = request.area
    if let carrier { return try carrier.put(mixture, area: area, in: size) }
    let first = window.display.lastSerial + 1
    try mixture.put(area, in: size, to: window)
    return Ticket(since: first, on: window.display)
  }

  func resume(_ ticket: Ticket) throws(SceneError) -> Ticket {
    try carrier?.resume(ticket) ?? ticket
  }

  func drop(_ pin: Pin) {
    carrier?.drop(pin)
    end()
  }

  private func composed(_ scene: Scene) throws(SceneError) -> WindowBuffer {
    let buffer = try buffer()
    let (composer, window) = (composer, PixelRect(scene.view.window))
    try buffer.withDisplayRows { (bytes) throws(SceneError) in
      try composer.compose(scene.bare, area: window, into: &bytes)
    }
    return buffer
  }

  private func buffer() throws(SceneError) -> WindowBuffer {
    do {
      return try WindowBuffer(for: size, in: window)
    } catch {
      throw .resources("\(error)")
    }
  }
}
