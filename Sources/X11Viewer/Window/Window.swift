import CX11
import Pixels
import ViewerCore

/// The viewer's top-level window, destroyed when it goes.
final class Window {
  /// Retained, so that it outlives the window.
  let display: Display
  let id: CX11::Window
  /// For every drawing request; makes no NoExpose events.
  let context: GC
  /// As the server last said.
  var size: Size
  /// Where the window stood before it covered its monitor by itself; nil while it does not.
  var before: Standing?
  /// What window managers are told of the window's place and size (ICCCM 4.1.2.3).
  var sizeHints = XSizeHints()
  /// What a place that the user or the core asks for is the place of; see `Standing`.
  var gravity = NorthWestGravity
  /// The title that window managers have been told.
  var title: String?

  /// The monitor that the user chose for fullscreen.
  var chosenMonitor: String?
  /// How the window manager learns that the window has been drawn in its new size.
  let sync: SyncCounter?

  /// A place and size on the screen.
  struct Standing {
    var frame: PixelRect
    /// What the frame's corner is of: of what the window manager puts around the window, or with
    /// StaticGravity of the window itself (ICCCM 4.1.2.3).
    var gravity: CInt
  }

  private let colormap: Colormap

  /// How its pixels are stored.
  let format: WindowFormat

  /// What surrounds a picture, `0xFFRRGGBB`.
  let bars: UInt32
  /// The same as a pixel.
  var barColour: UInt { pixel(bars) }

  /// What colors go through for the monitor; nil where they are shown as they are.
  private(set) var colours: ColorLattice?

  /// What is drawn while frames are presented at vertical blanks; nil while
  /// all goes into the window.
  var vblank: VblankSurface?
  /// What told of presents that were given up.
  var endedPresents: PresentSource?

  /// By how much all that it shows is turned.
  let rotation: ViewerCore::Rotation

  private static let events =
    ExposureMask | VisibilityChangeMask | StructureNotifyMask | PropertyChangeMask
    | KeyPressMask | KeyReleaseMask | ButtonPressMask | ButtonReleaseMask | ButtonMotionMask

  /// Makes the window but does not show it.
  init(
    on display: Display, visual: PixelVisual, size: Size, corner: (x: Int, y: Int)?,
    bars: UInt32 = Backdrop.dark.bars, rotation: ViewerCore::Rotation = .upright
  ) {
    self.display = display
    self.bars = bars
    self.rotation = rotation
    self.size = size
    format = visual.format
    let connection = display.connection
    colormap = XCreateColormap(connection, display.root, visual.visual, AllocNone)
    var attributes = XSetWindowAttributes()
    // The server fills what a growing window uncovers with this, in the same moment.
    attributes.background_pixel = UInt(visual.format.pixel(bars))
    attributes.border_pixel = 0  // the parent's would be of another depth
    attributes.bit_gravity = NorthWestGravity  // a resize keeps the picture until the redraw
    attributes.colormap = colormap
    attributes.event_mask = Self.events
    id = XCreateWindow(
      connection, display.root, CInt(corner?.x ?? 0), CInt(corner?.y ?? 0),
      CUnsignedInt(size.width), CUnsignedInt(size.height), 0, CInt(visual.format.depth),
      CUnsignedInt(InputOutput), visual.visual,
      UInt(CWBackPixel | CWBorderPixel | CWBitGravity | CWColormap | CWEventMask), &attributes)
    var values = XGCValues()
    values.graphics_exposures = False
    context = XCreateGC(connection, id, UInt(GCGraphicsExposures), &values)
    // A key that is held repeats without being let go in between.
    XkbSetDetectableAutoRepeat(connection, True, nil)
    sync = SyncCounter(at: display)
  }

  deinit {
    if display.isDead { return }
    XFreeGC(display.connection, context)
    XDestroyWindow(display.connection, id)
    XFreeColormap(display.connection, colormap)
  }

  /// Has colors go through a lattice from now on, or through none.
  func adopt(_ colours: ColorLattice?) {
    self.colours = colours
    XSetWindowBackground(display.connection, id, barColour)
  }

  /// A color, `0xFFRRGGBB`, as a pixel.
  func pixel(_ colour: UInt32) -> UInt {
    UInt(format.pixel(colours?.color(colour) ?? colour))
  }

  /// Asks for the window to be shown; where and whether is the window manager's to say.
  func map() { XMapWindow(display.connection, id) }

  /// Whether every motion of the pointer over the window is told: only while that serves, since
  /// each one wakes the viewer.
  func followPointer(_ isWanted: Bool) {
    XSelectInput(
      display.connection, id, Self.events | (isWanted ? PointerMotionMask | LeaveWindowMask : 0))
  }

  /// Asks for another size, and place if one is given; the answer is a ConfigureNotify, if they are
  /// granted.
  func resize(to size: Size, corner: (x: Int, y: Int)?) {
    if corner != nil { setGravity(gravity) }
    configure(size, corner)
  }

  /// The same with a place and what it is the place of.
  func stand(at standing: Standing) {
    setGravity(standing.gravity)
    configure(Size(standing.frame), (standing.frame.x, standing.frame.y))
  }

  private func configure(_ size: Size, _ corner: (x: Int, y: Int)?) {
    let (width, height) = (CUnsignedInt(size.width), CUnsignedInt(size.height))
    if let corner {
      XMoveResizeWindow(display.connection, id, CInt(corner.x), CInt(corner.y), width, height)
    } else {
      XResizeWindow(display.connection, id, width, height)
    }
  }

  /// Fills rectangles of the window, or of a pixmap like it.
  func fill(_ rectangles: [PixelRect], _ colour: UInt, in drawable: Drawable? = nil) {
    if rectangles.isEmpty { return }
    XSetForeground(display.connection, context, colour)
    var shapes = rectangles.map {
      XRectangle(
        x: Int16(clamping: $0.x), y: Int16(clamping: $0.y),
        width: UInt16(clamping: $0.width), height: UInt16(clamping: $0.height))
    }
    XFillRectangles(
      display.connection, drawable ?? id, context, &shapes, CInt(shapes.count))
  }

  /// Makes a pixmap like the window and hands it to `body`; the server frees it after the requests
  /// that `body` has made.
  func withPixmap<R, E: Error>(of size: Size, _ body: (Pixmap) throws(E) -> R) throws(E) -> R {
    let pixmap = XCreatePixmap(
      display.connection, id, CUnsignedInt(size.width), CUnsignedInt(size.height),
      CUnsignedInt(format.depth))
    defer { XFreePixmap(display.connection, pixmap) }
    return try body(pixmap)
  }

  /// Sends ourselves an event: when it arrives, its serial says that the server has executed all
  /// requests before it, and nobody had to wait.
  func sendFence() {
    var event = XEvent()
    event.xclient.type = ClientMessage
    event.xclient.window = id
    event.xclient.message_type = display.atoms[.fence]
    event.xclient.format = 32
    // An empty mask: to the client that made the window, and to nobody else (Xlib, XSendEvent).
    XSendEvent(display.connection, id, False, NoEventMask, &event)
  }

  /// The monitor that shows the middle of the window.
  var monitor: PixelRect {
    let corner = cornerOnScreen
    return Monitor.at(x: corner.x + size.width / 2, y: corner.y + size.height / 2, of: display)
  }

  /// Whether the screen cannot show all of it at once.
  var exceedsScreen: Bool {
    let screen = display.size
    return size.width > screen.width || size.height > screen.height
  }

  /// Its size as a person sees it.
  var upright: Size { rotation.turned(size) }

  /// What the screen can show of all that the window has upright, wherever a window that fits
  /// stands; never none.
  var shown: PixelRect { rotation.upright(shownPart, in: size) }

  /// The same of the window as the server has it.
  var shownPart: PixelRect {
    let all = PixelRect(size)
    guard exceedsScreen else { return all }
    let corner = cornerOnScreen
    let shown = all.intersection(PixelRect(display.size).moved(x: -corner.x, y: -corner.y))
    return shown.isEmpty ? PixelRect(x: 0, y: 0, width: 1, height: 1) : shown
  }

  /// Where it is on the screen, and how large, by the server's word of this moment: of a resize
  /// that was just asked for, nothing may have been told yet.
  var frameOnScreen: PixelRect {
    var root: CX11::Window = 0
    var (x, y): (CInt, CInt) = (0, 0)
    var (width, height, border, depth): (CUnsignedInt, CUnsignedInt, CUnsignedInt, CUnsignedInt) =
      (0, 0, 0, 0)
    let isTold = XGetGeometry(
      display.connection, id, &root, &x, &y, &width, &height, &border, &depth)
    let size = isTold == 0 ? size : Size(width: Int(width), height: Int(height))
    let corner = cornerOnScreen
    return PixelRect(size).moved(x: corner.x, y: corner.y)
  }

  /// Where its top left pixel is on the screen.
  var cornerOnScreen: (x: Int, y: Int) {
    var child: CX11::Window = 0
    var (x, y): (CInt, CInt) = (0, 0)
    XTranslateCoordinates(display.connection, id, display.root, 0, 0, &x, &y, &child)
    return (Int(x), Int(y))
  }
}
