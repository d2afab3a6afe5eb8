package import ShmChannel

/// Which color of a monitor stands for which of sRGB: known at points of a lattice, between which
/// it is interpolated in tetrahedra.
package struct ColorLattice: Equatable, Sendable {
  /// Points along an edge.
  package static let side = 33
  /// Bytes that it is made of.
  package static let byteCount = side * side * side * 3 * 2

  /// From one point to the next of blue, green and red.
  private static let strides = [1, side, side * side]
  /// What a step along all three comes to.
  static let diagonal = 1 + side + side * side
  /// Parts of the way from one point to the next. A sum of colors of ten bits, of as many parts in
  /// all, is a number of 16 bits.
  static let parts = 64
  private static let most: UInt32 = 255 * 4

  /// Blue, green, red, and 255 from the lowest bits on, 16 for each: four times what eight bits
  /// have, and half of the last of eight bits, which rounds.
  private let points: [UInt64]
  /// For each byte of blue, green and red, one behind the other, in the upper half the point below,
  /// and in the lower half where between that and the next: parts, above the stride of the color.
  private let places: [UInt64]

  /// - Parameter bytes: red, green and blue of each point, 16 bits with the lowest byte first, blue
  ///   the fastest; nil where there are not as many.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    points = stride(from: 0, to: bytes.count, by: 6).map { offset in
      func sample(_ index: Int) -> UInt64 {
        let value = UInt32(bytes.number(UInt16.self, at: offset + index * 2))
        return UInt64((value * Self.most + 32_767) / 65_535 + 2)
      }
      return sample(2) | sample(1) << 16 | sample(0) << 32 | UInt64(Self.most + 2) << 48
    }
    places = Self.strides.flatMap { stride in
      (0...255).map { byte in
        let place = (byte * (Self.side - 1) * Self.parts + 127) / 255
        let index = min(place / Self.parts, Self.side - 2)
        return UInt64(index * stride) << 32 | UInt64((place - index * Self.parts) << 16 | stride)
      }
    }
  }

  /// The color that stands for one, `0xFFRRGGBB`.
  package func color(_ color: UInt32) -> UInt32 {
    unsafe points.withUnsafeBufferPointer { points in
      unsafe places.withUnsafeBufferPointer { places in
        guard let points = points.baseAddress, let places = places.baseAddress else { return color }
        return unsafe Self.color(color, points, places)
      }
    }
  }

  /// Converts a part of display rows; what they have beside colors becomes opaque.
  ///
  /// - Parameters:
  ///   - rows: the picture's, as `layout` says.
  ///   - output: rows of the same layout, which may be the same memory.
  package func convert(
    _ part: PixelRect, of rows: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer,
    layout: FrameLayout
  ) {
    if part.isEmpty { return }
    precondition(part.intersection(layout.bounds) == part, "\(part) is not in the picture")
    let source = unsafe PixelRows(rows, layout: layout)
    let target = unsafe MutablePixelRows(output, layout: layout)
    unsafe points.withUnsafeBufferPointer { points in
      unsafe places.withUnsafeBufferPointer { places in
        guard let points = points.baseAddress, let places = places.baseAddress else { return }
        inBands(part) { band in
          for y in band.y..<band.maxY {
            unsafe Self.convert(
              source.at(x: band.x, y: y), target.at(x: band.x, y: y), band.width, points, places)
          }
        }
      }
    }
  }

  private static func convert(
    _ row: UnsafePointer<UInt32>, _ output: UnsafeMutablePointer<UInt32>, _ count: Int,
    _ points: UnsafePointer<UInt64>, _ places: UnsafePointer<UInt64>
  ) {
    var x = 0
    unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: LatticeRun.numberCount) {
      guard let numbers = $0.baseAddress else { return }
      let run = unsafe LatticeRun(numbers)
      while x &+ LatticeRun.length < count {
        let (row, output) = unsafe (row + x, output + x)
        if unsafe LatticeRun.isWorthwhile(row) {
          unsafe run.convert(row, output, points)
        } else {
          unsafe convertSingly(row, output, LatticeRun.length, points, places)
        }
        x &+= LatticeRun.length
      }
    }
    unsafe convertSingly(row + x, output + x, count &- x, points, places)
  }

  /// Of an area of one color only the first pixel is made.
  private static func convertSingly(
    _ row: UnsafePointer<UInt32>, _ output: UnsafeMutablePointer<UInt32>, _ count: Int,
    _ points: UnsafePointer<UInt64>, _ places: UnsafePointer<UInt64>
  ) {
    guard count > 0 else { return }
    var (last, color) = unsafe (row[0], Self.color(row[0], points, places))
    var x = 0
    while x < count {
      let pixel = unsafe row[x]
      if pixel != last { (last, color) = unsafe (pixel, Self.color(pixel, points, places)) }
      unsafe output[x] = color
      x &+= 1
    }
  }

  /// From the point below, the way to the next leads along the colors one after the other, that
  /// first which is farthest on its way. The four numbers of a point are multiplied as one.
  @inline(__always)
  private static func color(
    _ color: UInt32, _ points: UnsafePointer<UInt64>, _ places: UnsafePointer<UInt64>
  ) -> UInt32 {
    let blue = unsafe places[Int(color & 0xFF)]
    let green = unsafe places[Int(256 &+ (color >> 8 & 0xFF))]
    let red = unsafe places[Int(512 &+ (color >> 16 & 0xFF))]
    let start = Int((blue &+ green &+ red) >> 32)
    let (a, b, c) = (
      UInt32(truncatingIfNeeded: blue), UInt32(truncatingIfNeeded: green),
      UInt32(truncatingIfNeeded: red)
    )
    let (high, low) = (max(a, b), min(a, b))
    let (first, rest) = (max(high, c), min(high, c))
    let (second, third) = (max(low, rest), min(low, rest))
    let one = start &+ Int(first & 0xFFFF)
    let two = one &+ Int(second & 0xFFFF)
    let (f, s, t) = (UInt64(first >> 16), UInt64(second >> 16), UInt64(third >> 16))
    var sum = unsafe points[start] &* (UInt64(parts) &- f)
    unsafe sum &+= points[one] &* (f &- s)
    unsafe sum &+= points[two] &* (s &- t)
    unsafe sum &+= points[start &+ diagonal] &* t
    let numbers = unsafe unsafeBitCast(sum, to: SIMD4<UInt16>.self) &>> 8
    return unsafe unsafeBitCast(SIMD4<UInt8>(truncatingIfNeeded: numbers), to: UInt32.self)
  }
}
