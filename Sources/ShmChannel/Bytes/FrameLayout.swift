/// How a picture lies in memory: rows of pixels, the top one first, each row so many bytes behind
/// the one before it.
public struct FrameLayout: Hashable, Sendable {
  /// Columns, 1 to 65,535.
  public let width: Int
  /// Rows, 1 to 65,535.
  public let height: Int
  /// How a pixel is stored.
  public let format: PixelFormat
  /// Bytes from one row to the next; for today's formats a multiple of 4.
  public let rowStride: Int

  /// Bytes in all: `rowStride * height`.
  public var byteCount: Int { rowStride * height }

  /// Bytes of a row's pixels, without what follows them.
  public var rowByteCount: Int { width * format.pixelByteCount }

  /// Describes a picture whose rows follow one another without a gap unless `rowStride` says so.
  ///
  /// - Precondition: the sides are from 1 to 65,535, and `allows` the stride.
  public init(width: Int, height: Int, format: PixelFormat, rowStride: Int? = nil) {
    precondition(Self.sides.contains(width), "width \(width) is not from 1 to 65,535")
    precondition(Self.sides.contains(height), "height \(height) is not from 1 to 65,535")
    let rowStride = rowStride ?? width * format.pixelByteCount
    precondition(
      Self.allows(rowStride: rowStride, width: width, format: format),
      "row stride \(rowStride) does not suit rows of \(width) \(format.name) pixels")
    self.width = width
    self.height = height
    self.format = format
    self.rowStride = rowStride
  }

  /// How many columns, and how many rows, there can be.
  package static let sides = 1...65_535

  /// Whether rows may be so many bytes apart: enough for their pixels, not more than for the widest
  /// row's, and a multiple of the format's unit.
  package static func allows(rowStride: Int, width: Int, format: PixelFormat) -> Bool {
    let (least, most) = (width, sides.upperBound)
    return rowStride.isMultiple(of: format.rowUnit)
      && (least * format.pixelByteCount...most * format.pixelByteCount).contains(rowStride)
  }

  /// Where a pixel begins, in bytes from the first one.
  package func offset(x: Int, y: Int) -> Int { y * rowStride + x * format.pixelByteCount }

  /// The numbers of a pixel, in the order in which they stand in memory, `format.channels`.
  ///
  /// - Precondition: the pixel is in the picture, and `pixels` hold all of it.
  package func samples(x: Int, y: Int, of pixels: RawSpan) -> [Double] {
    precondition((0..<width).contains(x) && (0..<height).contains(y), "no pixel at \(x), \(y)")
    precondition(pixels.byteCount >= byteCount, "\(pixels.byteCount) bytes of \(byteCount)")
    let sample = format.sample
    return format.channels.indices.map {
      sample.read(pixels, at: offset(x: x, y: y) + $0 * sample.byteCount)
    }
  }
}
