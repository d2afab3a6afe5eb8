/// How a picture lies in memory: rows of pixels, the top one first, each row so many bytes behind
/// the one before it; of a planar format all rows of a channel, then all of the next one.
public struct FrameLayout: Hashable, Sendable {
  /// Columns, 1 to 65,535.
  public let width: Int
  /// Rows, 1 to 65,535.
  public let height: Int
  /// How a pixel is stored.
  public let format: PixelFormat
  /// Bytes from one row to the next.
  public let rowStride: Int

  /// Bytes in all: `planeByteCount * format.planeCount`.
  public var byteCount: Int { planeByteCount * format.planeCount }

  /// Bytes of a plane, and of all of it where there is but one: `rowStride * height`.
  public var planeByteCount: Int { rowStride * height }

  /// Bytes of a row's pixels (in a plane, of its samples), without what follows them.
  public var rowByteCount: Int { width * format.columnByteCount }

  /// Describes a picture whose rows follow one another without a gap unless `rowStride` says so.
  ///
  /// - Precondition: the sides are from 1 to 65,535, and `allows` the stride.
  public init(width: Int, height: Int, format: PixelFormat, rowStride: Int? = nil) {
    precondition(Self.sides.contains(width), "width \(width) is not from 1 to 65,535")
    precondition(Self.sides.contains(height), "height \(height) is not from 1 to 65,535")
    let rowStride = rowStride ?? width * format.columnByteCount
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

  /// Whether rows may be so many bytes apart: enough for their pixels, not more than the format's
  /// most, and a multiple of its unit. Nothing that is allowed overflows: four planes of 65,535
  /// rows of 16 bytes for each of 65,535 columns are less than 2^38 bytes.
  package static func allows(rowStride: Int, width: Int, format: PixelFormat) -> Bool {
    rowStride.isMultiple(of: format.rowUnit)
      && (width * format.columnByteCount...format.maximumRowStride).contains(rowStride)
  }

  /// Where a pixel begins, in bytes from the first one; of a planar format, its sample in a plane.
  package func offset(x: Int, y: Int, plane: Int = 0) -> Int {
    plane * planeByteCount + y * rowStride + x * format.columnByteCount
  }

  /// The numbers of a pixel, in the order in which they stand in memory, `format.channels`.
  ///
  /// - Precondition: the pixel is in the picture, and `pixels` hold all of it.
  package func samples(x: Int, y: Int, of pixels: RawSpan) -> [Double] {
    precondition((0..<width).contains(x) && (0..<height).contains(y), "no pixel at \(x), \(y)")
    precondition(pixels.byteCount >= byteCount, "\(pixels.byteCount) bytes of \(byteCount)")
    let step = format.isPlanar ? planeByteCount : format.sample.byteCount
    return (0..<format.channelCount).map {
      format.sample.read(pixels, at: offset(x: x, y: y) + $0 * step)
    }
  }
}
