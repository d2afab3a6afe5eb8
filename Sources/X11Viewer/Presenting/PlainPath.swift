import Composing
import CX11
import Pixels
import ShmChannel
import ViewerCore

/// Sends pixels through the connection, for a server that cannot share our memory.
///
/// They go into a pixmap of what the screen shows of the window, in bands, each composed and sent
/// after the server has executed the one before, so that the viewer stays responsive on a slow
/// line; one copy then shows them all at once. A redraw is a copy within the server.
final class PlainPath: PutPath {
  let kind = PathKind.plain

  /// Bytes in a band.
  private static let bandByteCount = 1 << 20

  private let window: Canvas
  private let composer: Composer
  private let encoder: RowEncoder
  /// With the part of the window that it holds, as the server counts.
  private var pixmap: (id: Pixmap, frame: PixelRect)?
  /// What the pixmap holds, once it is complete.
  private var uploaded: SceneKey?
  private var memory: WindowBuffer?
  private var upload: Upload?
  /// Rows of a frame: the kernel, which would read them from the frame's file, takes a file that is
  /// cut meanwhile for a broken connection (EFAULT).
  private var band: [UInt8] = []

  /// Rows on their way into the pixmap.
  private struct Upload {
    /// Where they are; `part` is what to take of them.
    enum Source {
      case frame(Pin, part: PixelRect)
      /// What has to be composed.
      case scene(Scene)
      /// What a buffer has at the same place.
      case memory(WindowBuffer)
    }

    let source: Source
    /// Where they go, at the size of the part.
    let place: PixelRect
    /// The window's size, upright as the place is.
    let size: Size
    /// What the pixmap holds then, if it may be asked for again.
    var scene: SceneKey?
    var nextRow = 0
  }

  /// A path into that window.
  init(to window: Canvas, composer: Composer) {
    self.window = window
    self.composer = composer
    encoder = RowEncoder(window.format)
  }

  deinit { freePixmap() }

  func suits(_ request: DrawRequest) -> Bool { true }

  /// Sends the first band; until the last one nothing is seen of any.
  func put(_ request: DrawRequest) throws(SceneError) -> Ticket {
    let first = window.display.lastSerial + 1
    let (scene, key, shown) = (request.scene, SceneKey(request.scene), window.shown)
    let size = scene.view.window
    let frame = window.rotation.window(shown, of: size)
    let place = scene.view.visible.intersection(shown)
    let picture = scene.view.picture
    let stored = Upload.Source.frame(scene.pin, part: place.from(x: picture.x, y: picture.y))
    if uploaded == key && pixmap?.frame == frame {
      upload = Upload(source: stored, place: place, size: size, scene: key, nextRow: place.height)
    } else if scene.isAsStored && window.rotation == .upright && window.colours == nil {
      begin(Upload(source: stored, place: place, size: size, scene: key), in: frame)
    } else {
      let isUpdate = request.isUpdate && uploaded?.bare == key.bare && pixmap?.frame == frame
      let area = isUpdate ? request.area : scene.drawn.intersection(shown)
      begin(
        Upload(source: .scene(scene), place: area, size: size, scene: key), in: frame,
        isUpdate: isUpdate)
    }
    return try send(since: first)
  }

  /// Shows an area of a buffer that holds the whole window.
  func put(_ buffer: WindowBuffer, area: PixelRect, in size: Size) throws(SceneError) -> Ticket {
    let first = window.display.lastSerial + 1
    begin(
      Upload(source: .memory(buffer), place: area, size: size, scene: nil),
      in: PixelRect(window.rotation.turned(size)))
    return try send(since: first)
  }

  func resume(_ ticket: Ticket) throws(SceneError) -> Ticket {
    let ticket = ticket.extended(on: window.display, isSent: try advance())
    window.sendFence()
    return ticket
  }

  private func send(since first: UInt) throws(SceneError) -> Ticket {
    try resume(Ticket(since: first, on: window.display, isSent: false))
  }

  private func begin(_ upload: Upload, in frame: PixelRect, isUpdate: Bool = false) {
    uploaded = nil
    let pixmap = pixmap(of: frame)
    if !isUpdate {
      let place = window.rotation.window(upload.place, of: upload.size)
      let bars = frame.subtracting(place).map { $0.from(x: frame.x, y: frame.y) }
      window.fill(bars, window.barColour, in: pixmap)
    }
    self.upload = upload
  }

  /// Sends the next band, or shows what was sent; true: that was the last of it.
  private func advance() throws(SceneError) -> Bool {
    guard let upload, let pixmap else { return true }
    let place = upload.place
    if !place.isEmpty, upload.nextRow < place.height {
      let rows = max(1, Self.bandByteCount / window.format.rowStride(width: place.width))
      let end = min(place.height, upload.nextRow + rows)
      try send(upload, rows: upload.nextRow..<end)
      self.upload?.nextRow = end
      if end < place.height { return false }
    }
    uploaded = upload.scene
    self.upload = nil
    window.copy(pixmap.id, to: pixmap.frame)
    return true
  }

  /// Has all be composed anew, in a buffer that is made anew.
  func forget() {
    (uploaded, memory) = (nil, nil)
    upload?.scene = nil
  }

  /// Frees the pixmap.
  func drop(_ pin: Pin) {
    upload = nil
    uploaded = nil
    freePixmap()
  }

  /// Room for the whole window, of which only what is composed takes memory.
  private func room(for size: Size) throws(SceneError) -> WindowBuffer {
    if let memory, memory.holds(size) { return memory }
    do {
      let buffer = try WindowBuffer(for: size, in: window, spare: 4)
      memory = buffer
      return buffer
    } catch {
      throw .resources("\(error)")
    }
  }

  /// Composes a part of the window and sends it.
  private func compose(_ scene: Scene, _ area: PixelRect) throws(SceneError) {
    let size = scene.view.window
    let buffer = try room(for: size)
    try buffer.compose(scene, area, by: composer)
    buffer.withRows(from: area, in: size, put)
    if size.layout.byteCount > ComposedPath.budget { buffer.discard() }
  }

  /// Sends some rows, counted from the first of what is shown.
  private func send(_ upload: Upload, rows: Range<Int>) throws(SceneError) {
    var place = upload.place
    place.y += rows.lowerBound
    place.height = rows.count
    switch upload.source {
    case .scene(let scene): try compose(scene, place)
    case .memory(let buffer): buffer.withRows(from: place, in: upload.size, put)
    case .frame(let pin, let part):
      try copy(pin, part, rows: rows, to: place)
      let rowStride = window.format.rowStride(width: part.width)
      band.withUnsafeBytes { put($0, rowStride, at: place) }
    }
  }

  /// Writes some rows of a part of a frame into `band`, as the window's pixels at `place`.
  private func copy(
    _ pin: Pin, _ part: PixelRect, rows: Range<Int>, to place: PixelRect
  ) throws(SceneError) {
    let rowStride = encoder.format.rowStride(width: part.width)
    let wanted = PixelRect(
      x: part.x, y: part.y + rows.lowerBound, width: part.width, height: rows.count)
    var bytes = [UInt8](repeating: 0, count: rowStride * rows.count)
    try pin.withPixels { pixels in
      var span = bytes.mutableSpan
      var output = span.mutableBytes
      encoder.encode(
        wanted, of: pixels, layout: pin.frame.info.layout, to: &output, rowStride: rowStride,
        at: (0, 0), inWindowAt: (place.x, place.y))
    }
    band = bytes
  }

  /// Sends rows that begin with the first of those bytes, to where they stand in the window.
  private func put(_ bytes: UnsafeRawBufferPointer, _ rowStride: Int, at place: PixelRect) {
    guard let pixmap else { return }
    var image = XImage(rows: place.height, rowStride: rowStride, as: window.format)
    XInitImage(&image)
    // Xlib only reads it (PutImage.c).
    image.data = UnsafeMutablePointer(
      mutating: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
    XPutImage(
      window.display.connection, pixmap.id, window.context, &image, 0, 0,
      CInt(place.x - pixmap.frame.x), CInt(place.y - pixmap.frame.y),
      CUnsignedInt(place.width), CUnsignedInt(place.height))
  }

  private func pixmap(of frame: PixelRect) -> Pixmap {
    if let pixmap, Size(pixmap.frame) == Size(frame) {
      self.pixmap = (pixmap.id, frame)
      return pixmap.id
    }
    freePixmap()
    let id = XCreatePixmap(
      window.display.connection, window.id, CUnsignedInt(frame.width),
      CUnsignedInt(frame.height), CUnsignedInt(window.format.depth))
    pixmap = (id, frame)
    return id
  }

  private func freePixmap() {
    if let pixmap, !window.display.isDead { XFreePixmap(window.display.connection, pixmap.id) }
    pixmap = nil
  }
}
