package import ShmChannel

/// Frames of one size as a YUV4MPEG2 stream: 4:2:0 of limited range, chroma where MPEG-2 has it.
package struct Y4MEncoder: Sendable {
  /// In pixels.
  package let width: Int
  package let height: Int
  /// Nil where frames come at no fixed rate.
  private let rate: StreamRate?
  private let matrix: YUVColors.Matrix

  private static let marker = "FRAME\n"

  /// - Parameter matrix: nil for the usual one.
  package init(
    width: Int, height: Int, rate: StreamRate?, matrix: YUVColors.Matrix? = nil
  ) {
    self.width = width
    self.height = height
    self.rate = rate
    self.matrix = matrix ?? YUVColors.usualMatrix(height: height)
  }

  /// What the stream begins with; a rate of 0:0 says that there is none (yuv4mpeg(5)).
  package var header: String {
    let rate = rate.map { "\($0.numerator):\($0.denominator)" } ?? "0:0"
    return "YUV4MPEG2 W\(width) H\(height) F\(rate) Ip A1:1 C420mpeg2 XCOLORRANGE=LIMITED\n"
  }

  /// Bytes of a frame with its marker.
  package var frameByteCount: Int {
    Self.marker.utf8.count + planes.reduce(0) { $0 + $1.byteCount }
  }

  private var planes: [Y4MColorSpace.Plane] {
    Y4MColorSpace.default.planes(width: width, height: height)
  }

  /// Writes a frame with its marker.
  ///
  /// - Parameters:
  ///   - pixels: BGRX or BGRA of the stream's size, as `layout` says; the fourth byte is of no
  ///     account.
  ///   - memory: `frameByteCount` bytes.
  package func encode(
    _ pixels: UnsafeRawBufferPointer, layout: FrameLayout,
    into memory: UnsafeMutableRawBufferPointer
  ) {
    precondition(memory.count >= frameByteCount, "no room for a frame")
    precondition(
      (layout.width, layout.height) == (width, height) && [.bgrx, .bgra].contains(layout.format),
      "\(layout) is not of the stream's size and format")
    precondition(
      pixels.count >= layout.byteCount,
      "\(pixels.count) bytes do not hold \(width)x\(height) pixels")
    guard let source = pixels.baseAddress, let target = memory.baseAddress else { return }
    unsafe memory.copyBytes(from: Self.marker.utf8)
    var start = unsafe (target + Self.marker.utf8.count).assumingMemoryBound(to: UInt8.self)
    let rows = unsafe BGRRows(source, stride: layout.rowStride, width: width, height: height)
    let colors = LimitedRange(matrix)
    for y in 0..<height {
      unsafe rows.writeLuma(y, by: colors, to: start + y * width)
    }
    let chroma = planes[1]
    unsafe start += planes[0].byteCount
    var sums = BGRRows.Sums(width: width)
    for y in 0..<chroma.height {
      rows.add(2 * y, min(2 * y + 1, height - 1), into: &sums)
      let blue = unsafe start + y * chroma.stride
      unsafe sums.writeChroma(by: colors, blue: blue, red: blue + chroma.byteCount)
    }
  }
}
