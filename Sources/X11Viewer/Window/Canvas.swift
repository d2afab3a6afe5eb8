import CX11
import Pixels
import ViewerCore

/// The part of a window that shows one channel: what draws there sees it as a window of its own,
/// which begins at 0, 0.
final class Canvas {
  /// What it is a part of.
  let whole: Window
  /// Where in the window.
  private(set) var area: PixelRect

  /// That part of a window.
  init(_ whole: Window, area: PixelRect) {
    (self.whole, self.area) = (whole, area)
  }

  var display: Display { whole.display }
  var id: CX11::Window { whole.id }
  var context: GC { whole.context }
  var format: WindowFormat { whole.format }
  var bars: UInt32 { whole.bars }
  var barColour: UInt { whole.barColour }
  var colours: ColorLattice? { whole.colours }
  var rotation: ViewerCore::Rotation { whole.rotation }
  var size: Size { Size(area) }
  /// Its size as a person sees it.
  var upright: Size { rotation.turned(size) }

  /// A color, `0xFFRRGGBB`, as a pixel.
  func pixel(_ colour: UInt32) -> UInt { whole.pixel(colour) }

  /// Takes another part of the window.
  func move(to area: PixelRect) { self.area = area }

  /// Where a place of it is in the window.
  func place(_ x: Int, _ y: Int) -> (x: Int, y: Int) { (area.x + x, area.y + y) }

  /// The part that the screen can show of all that it has upright; never none.
  var shown: PixelRect {
    let shown = whole.shownPart.intersection(area).from(x: area.x, y: area.y)
    let part = shown.isEmpty ? PixelRect(x: 0, y: 0, width: 1, height: 1) : shown
    return rotation.upright(part, in: size)
  }

  /// What draws now: the window, or a pixmap that nobody sees before it is presented.
  var target: Drawable { whole.vblank?.target ?? id }

  /// Whether nobody sees what is drawn now before it is presented.
  var isAside: Bool { whole.vblank?.target != nil }

  /// Whether only what changes has to be drawn; else all of it.
  var isWhole: Bool { whole.vblank?.queue.isWhole(in: whole.size) ?? true }

  /// A part of it, upright, is about to be drawn; `present` or `cancel` ends that.
  func begin(_ part: PixelRect) {
    guard let vblank = whole.vblank else { return }
    let place = rotation.window(part, of: upright).moved(x: area.x, y: area.y)
    vblank.begin(place.intersection(PixelRect(whole.size)), in: whole)
  }

  /// What was begun has been drawn, and is to be seen.
  ///
  /// - Returns: whether it will be told what has become of it; if not, it is to be seen now.
  func present(_ subject: PresentQueue.Subject) -> Bool { whole.vblank?.present(subject) ?? false }

  /// What was begun has failed.
  func cancel() { whole.vblank?.cancel() }

  /// Fills rectangles of it, or of a pixmap like it.
  func fill(_ rectangles: [PixelRect], _ colour: UInt, in drawable: Drawable? = nil) {
    let places = drawable == nil ? rectangles.map { $0.moved(x: area.x, y: area.y) } : rectangles
    whole.fill(places, colour, in: drawable ?? target)
  }

  /// Copies what stands at the corner of a pixmap to a place; no more than there is room for.
  func copy(_ pixmap: Pixmap, to place: PixelRect) {
    let part = place.intersection(PixelRect(size))
    if part.isEmpty { return }
    XCopyArea(
      display.connection, pixmap, target, context, CInt(part.x - place.x), CInt(part.y - place.y),
      CUnsignedInt(part.width), CUnsignedInt(part.height), CInt(area.x + part.x),
      CInt(area.y + part.y))
  }

  /// Makes a pixmap like the window; see `Window`.
  func withPixmap<R, E: Error>(of size: Size, _ body: (Pixmap) throws(E) -> R) throws(E) -> R {
    try whole.withPixmap(of: size, body)
  }

  /// Has an event tell when the server has executed all requests before it.
  func sendFence() { whole.sendFence() }
}
