/// Rows of BGRX or BGRA pixels in lent memory, to be made luma and chroma; never kept beyond the
/// loan.
@safe struct BGRRows {
  private static let pixelByteCount = MemoryLayout<UInt32>.size

  private let start: UnsafeRawPointer
  private let stride: Int
  private let width: Int
  private let height: Int

  /// - Precondition: the memory holds `height` rows of `width` pixels at that stride.
  init(_ start: UnsafeRawPointer, stride: Int, width: Int, height: Int) {
    unsafe self.start = start
    self.stride = stride
    self.width = width
    self.height = height
  }

  /// Writes the luma of a row: `width` bytes.
  func writeLuma(_ y: Int, by colors: LimitedRange, to output: UnsafeMutablePointer<UInt8>) {
    let row = unsafe start + y * stride
    let factors = colors.luma
    let offset: Int32 = (16 << LimitedRange.shift) + (1 << (LimitedRange.shift - 1))
    for x in 0..<width {
      let pixel = unsafe Int32(
        bitPattern: row.loadUnaligned(fromByteOffset: x &* Self.pixelByteCount, as: UInt32.self))
      let blue = (pixel & 0xFF) &* factors.blue
      let green = ((pixel &>> 8) & 0xFF) &* factors.green
      let red = ((pixel &>> 16) & 0xFF) &* factors.red
      unsafe output[x] = UInt8(
        truncatingIfNeeded: (blue &+ green &+ red &+ offset) &>> LimitedRange.shift)
    }
  }

  /// Two rows added up, sample by sample.
  struct Sums {
    fileprivate var blue: [Int32]
    fileprivate var green: [Int32]
    fileprivate var red: [Int32]
    private let width: Int

    init(width: Int) {
      self.width = width
      blue = [Int32](repeating: 0, count: width)
      green = blue
      red = blue
    }

    /// Writes a row of each chroma plane. A sample stands above its left pixel, so half of it is
    /// that one and a quarter each of its neighbors (ISO/IEC 13818-2, 6.1.1.8).
    func writeChroma(
      by colors: LimitedRange, blue blueRow: UnsafeMutablePointer<UInt8>,
      red redRow: UnsafeMutablePointer<UInt8>
    ) {
      let shift = LimitedRange.shift + 3  // of eight samples
      let offset = Int32(128) << shift + Int32(1) << (shift - 1)
      for x in 0..<(width + 1) / 2 {
        let middle = 2 * x
        let left = max(middle - 1, 0)
        let right = min(middle + 1, width - 1)
        let b = blue[left] &+ 2 &* blue[middle] &+ blue[right]
        let g = green[left] &+ 2 &* green[middle] &+ green[right]
        let r = red[left] &+ 2 &* red[middle] &+ red[right]
        func sample(_ factors: LimitedRange.Factors) -> UInt8 {
          let sum = b &* factors.blue &+ g &* factors.green &+ r &* factors.red
          return UInt8(truncatingIfNeeded: (sum &+ offset) &>> shift)
        }
        unsafe blueRow[x] = sample(colors.blueChroma)
        unsafe redRow[x] = sample(colors.redChroma)
      }
    }
  }

  /// Adds rows `upper` and `lower` up, which may be the same.
  func add(_ upper: Int, _ lower: Int, into sums: inout Sums) {
    let (first, second) = unsafe (start + upper * stride, start + lower * stride)
    for x in 0..<width {
      let a = unsafe first.loadUnaligned(fromByteOffset: x &* Self.pixelByteCount, as: UInt32.self)
      let b = unsafe second.loadUnaligned(fromByteOffset: x &* Self.pixelByteCount, as: UInt32.self)
      sums.blue[x] = Int32(bitPattern: (a & 0xFF) &+ (b & 0xFF))
      sums.green[x] = Int32(bitPattern: ((a &>> 8) & 0xFF) &+ ((b &>> 8) & 0xFF))
      sums.red[x] = Int32(bitPattern: ((a &>> 16) & 0xFF) &+ ((b &>> 16) & 0xFF))
    }
  }
}
