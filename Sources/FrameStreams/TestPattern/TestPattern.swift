package import ShmChannel

/// A picture that moves, with its number, its time and a checksum in it: for measuring how long
/// frames take to wherever they are looked at, and whether they arrive whole and in order.
///
/// From the top left corner on there are square cells, black for 0 and white for 1, row after row,
/// as many in a row as fit: 64 bits of number, 64 bits of time and 32 bits of checksum, the highest
/// bit of each first. Behind them a gray gradient moves left by four pixels a frame: pixel (x, y)
/// is `(x + y + 4 * number) % 256` in each of blue, green and red.
package struct TestPattern: Sendable {
  /// In pixels.
  package let width: Int
  package let height: Int
  /// The side of a cell in pixels: 8, or less where 160 cells would not fit.
  package let cellSide: Int

  /// Bits of number, time and checksum.
  package static let bitCount = 160
  private static let period = 256
  private static let step = 4

  /// Two periods more than a row of the gradient: every row of every frame is a piece of it.
  private let gradient: [UInt32]

  /// Nil for a size in which there is no room for the cells.
  package init?(width: Int, height: Int) {
    guard width > 0, height > 0,
      let side = [8, 4, 2, 1].first(where: { (width / $0) * (height / $0) >= Self.bitCount })
    else { return nil }
    self.width = width
    self.height = height
    cellSide = side
    gradient = (0..<width + Self.period).map { x in
      0xFF00_0000 | UInt32(x % Self.period) * 0x01_0101
    }
  }

  /// How a frame lies in memory.
  package var layout: FrameLayout { FrameLayout(width: width, height: height, format: .bgrx) }

  /// Draws a frame.
  ///
  /// - Parameters:
  ///   - number: of the frame.
  ///   - time: nanoseconds since the epoch.
  ///   - memory: as `layout` says, aligned to 4 bytes.
  package func draw(number: UInt64, time: UInt64, into memory: UnsafeMutableRawBufferPointer) {
    precondition(memory.count >= layout.byteCount, "no room for \(width)x\(height) pixels")
    let pixels = unsafe UnsafeMutableBufferPointer(
      start: memory.baseAddress?.assumingMemoryBound(to: UInt32.self), count: width * height)
    let shift = Int(truncatingIfNeeded: number &* UInt64(Self.step))
    for y in 0..<height {
      let start = (shift + y) & (Self.period - 1)
      unsafe gradient.withUnsafeBufferPointer { gradient in
        let row = unsafe UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
        _ = unsafe row.update(fromContentsOf: gradient[start..<start + width])
      }
    }
    unsafe drawCells(of: TestPatternLabel(number: number, time: time), into: pixels)
  }

  private func drawCells(
    of label: TestPatternLabel, into pixels: UnsafeMutableBufferPointer<UInt32>
  ) {
    let columns = width / cellSide
    for (index, bit) in label.bits.enumerated() {
      let color: UInt32 = bit ? 0xFFFF_FFFF : 0xFF00_0000
      let left = index % columns * cellSide
      let top = index / columns * cellSide
      for y in top..<top + cellSide {
        unsafe pixels[y * width + left..<y * width + left + cellSide].update(repeating: color)
      }
    }
  }
}
