import Composing
import Linux
import Pixels
import ShmChannel
import ViewerCore

/// A window's pixels: as display rows, which the viewer composes upright; turned as the window has
/// them, in the monitor's colors; and as the server wants them, which it reads. For most windows
/// that is the same memory.
///
/// Sizes and parts are upright ones.
final class WindowBuffer {
  /// What the server reads.
  let shared: SharedBuffer
  private let upright: SharedBuffer
  private let display: SharedBuffer
  private let rotation: Rotation
  private let colours: ColorLattice?
  private let encoder: RowEncoder
  /// For frames that have more than eight bits, in a window that shows them.
  private var sums: SharedBuffer?

  /// Makes a buffer of zeroed display rows for windows of that size.
  ///
  /// - Parameter spare: how much larger it is made, as a divisor; nil for no larger.
  convenience init(for size: Size, in window: Canvas, spare: Int? = nil) throws(SystemError) {
    try self.init(
      for: size, as: window.format, turnedBy: window.rotation, in: window.colours, spare: spare)
  }

  /// The same for windows of which that is known.
  ///
  /// - Parameter colours: what colors go through; nil where they are shown as they are.
  init(
    for size: Size, as format: WindowFormat, turnedBy rotation: Rotation = .upright,
    in colours: ColorLattice? = nil, spare: Int? = nil
  ) throws(SystemError) {
    let byteCount = size.layout.byteCount
    (self.rotation, self.colours) = (rotation, colours)
    encoder = RowEncoder(format)
    upright = try SharedBuffer(byteCount: byteCount + (spare.map { byteCount / $0 } ?? 0))
    let isSame = rotation == .upright && colours == nil
    display = isSame ? upright : try SharedBuffer(byteCount: upright.byteCount)
    let height = rotation.turned(size).height
    // Encoded pixels take no more than display pixels, but each row may end in some bytes of
    // padding.
    shared =
      format.takesDisplayRows
      ? display : try SharedBuffer(byteCount: display.byteCount + height * format.rowUnit)
  }

  /// Whether it has room for a window of that size.
  func holds(_ size: Size) -> Bool {
    size.layout.byteCount <= display.byteCount
      && rowStride(in: size) * rotation.turned(size).height <= shared.byteCount
  }

  /// Bytes of display rows that there is room for.
  var byteCount: Int { display.byteCount }

  /// Makes all of it zeros that take no memory.
  func discard() {
    upright.discard()
    if upright !== display { display.discard() }
    if display !== shared { shared.discard() }
    sums?.discard()
  }

  /// Lends the upright display rows.
  func withDisplayRows<R, E: Error>(
    _ body: (inout MutableRawSpan) throws(E) -> R
  ) throws(E) -> R {
    try upright.withUnsafeMutableBytes { (bytes) throws(E) in
      var span = bytes.mutableBytes
      return try body(&span)
    }
  }

  /// Composes an area of a scene for the server to read, with all the bits that the window has.
  ///
  /// - Precondition: it `holds` the scene's window.
  func compose(_ scene: Scene, _ area: PixelRect, by composer: Composer) throws(SceneError) {
    let size = scene.view.window
    let isDeep = encoder.format.isDeep && scene.isDeep
    if try encode(scene, area, isDeep: isDeep, by: composer) { return }
    guard isDeep else {
      try withDisplayRows { (bytes) throws(SceneError) in
        try composer.compose(scene, area: area, into: &bytes)
      }
      return encode(area, in: size)
    }
    let sums = try room()
    let (layout, part) = (rotation.turned(size).layout, rotation.window(area, of: size))
    for (index, lift) in RowEncoder.quarters.enumerated() {
      try withDisplayRows { (bytes) throws(SceneError) in
        try composer.compose(scene.lifted(by: lift), area: area, into: &bytes)
      }
      adapt(area, in: size)
      display.withUnsafeMutableBytes { rows in
        sums.withUnsafeMutableBytes {
          RowEncoder.add(
            part, of: UnsafeRawBufferPointer(rows), layout: layout, isFirst: index == 0, to: $0)
        }
      }
    }
    let (encoder, rowStride) = (encoder, rowStride(in: size))
    sums.withUnsafeMutableBytes { sums in
      shared.withUnsafeMutableBytes { bytes in
        var output = bytes.mutableBytes
        encoder.encode(
          part, ofSums: UnsafeRawBufferPointer(sums), layout: layout, to: &output,
          rowStride: rowStride)
      }
    }
  }

  /// The same without display rows, where they would be no more than a step between the frame's
  /// pixels and the window's.
  ///
  /// - Returns: whether it is done.
  private func encode(
    _ scene: Scene, _ area: PixelRect, isDeep: Bool, by composer: Composer
  ) throws(SceneError) -> Bool {
    if display === shared || display !== upright { return false }
    let (encoder, rowStride) = (encoder, rowStride(in: scene.view.window))
    return try shared.withUnsafeMutableBytes { (bytes) throws(SceneError) in
      var output = bytes.mutableBytes
      return try composer.encode(
        scene, area: area, isDeep: isDeep, as: encoder, into: &output, rowStride: rowStride)
    }
  }

  private func room() throws(SceneError) -> SharedBuffer {
    if let sums { return sums }
    do throws(SystemError) {
      let new = try SharedBuffer(byteCount: display.byteCount)
      sums = new
      return new
    } catch {
      throw .resources("\(error)")
    }
  }

  /// Turns the upright rows of a part as the window has them, and gives them the monitor's colors.
  private func adapt(_ part: PixelRect, in size: Size) {
    if upright === display { return }
    let (rotation, colours, turned) = (rotation, colours, rotation.turned(size).layout)
    let place = rotation.window(part, of: size)
    upright.withUnsafeMutableBytes { rows in
      display.withUnsafeMutableBytes { bytes in
        var source = UnsafeRawBufferPointer(rows)
        if rotation != .upright {
          var target = bytes.mutableBytes
          rotation.orientation.undo(
            in: place, from: source.bytes, layout: size.layout, into: &target, layout: turned)
          source = UnsafeRawBufferPointer(bytes)
        }
        colours?.convert(place, of: source, to: bytes, layout: turned)
      }
    }
  }

  /// Makes the display rows of a part what the server reads.
  ///
  /// - Precondition: it `holds` the size, which is the window's.
  func encode(_ part: PixelRect, in size: Size) {
    adapt(part, in: size)
    if display === shared { return }
    let (encoder, rowStride) = (encoder, rowStride(in: size))
    let (layout, part) = (rotation.turned(size).layout, rotation.window(part, of: size))
    display.withUnsafeMutableBytes { rows in
      shared.withUnsafeMutableBytes { bytes in
        var output = bytes.mutableBytes
        encoder.encode(
          part, of: UnsafeRawBufferPointer(rows).bytes, layout: layout, to: &output,
          rowStride: rowStride, at: (part.x, part.y))
      }
    }
  }

  /// Lends what the server reads of a part, from its first pixel on; bytes from row to row; and
  /// where that is in the window.
  func withRows(
    from part: PixelRect, in size: Size, _ body: (UnsafeRawBufferPointer, Int, PixelRect) -> Void
  ) {
    let part = rotation.window(part, of: size)
    let rowStride = rowStride(in: size)
    let start = part.y * rowStride + part.x * encoder.format.pixelByteCount
    shared.withUnsafeMutableBytes { bytes in
      body(UnsafeRawBufferPointer(rebasing: bytes[start...]), rowStride, part)
    }
  }

  /// Bytes from one row to the next of what the server reads.
  private func rowStride(in size: Size) -> Int {
    encoder.format.rowStride(width: rotation.turned(size).width)
  }

  /// Puts a part with one request, and has an event tell when it has been executed.
  func put(_ part: PixelRect, in size: Size, to window: Canvas) throws(SceneError) {
    let part = rotation.window(part, of: size)
    try shared.attached(at: window.display).put(
      part, ofRowsAt: 0, rowStride: rowStride(in: size), as: encoder.format, to: window.target,
      at: window.place(part.x, part.y), context: window.context, completes: true)
  }
}
