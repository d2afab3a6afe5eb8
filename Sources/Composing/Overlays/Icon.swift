import ViewerCore

/// The program's icon, made rather than stored: a picture in front of the frame that it came from.
///
/// Its lengths are those of a drawing of 1 by 1, so that any size is sharp.
package enum Icon {
  /// Red, green and blue, from 0 to 1.
  private typealias Colour = SIMD3<Float>
  private typealias Point = SIMD2<Float>

  /// The sides that window managers ask for most.
  package static let sides = [32, 48]
  /// Places looked at for a pixel, along each of its sides; a large icon's edges are smooth with
  /// fewer.
  private static func samples(side: Int) -> Int { side < 96 ? 4 : 2 }

  /// Rows of `0xAARRGGBB` pixels with straight alpha, top row first.
  package static func pixels(side: Int) -> [UInt32] {
    (0..<side * side).map { pixel(column: $0 % side, row: $0 / side, side: side) }
  }

  /// The mean color of what the pixel covers, and how much of it.
  private static func pixel(column: Int, row: Int, side: Int) -> UInt32 {
    var (sum, count) = (Colour(), Float(0))
    let samples = samples(side: side)
    let step = 1 / Float(side * samples)
    for y in 0..<samples {
      for x in 0..<samples {
        let place = Point(Float(column * samples + x), Float(row * samples + y)) + 0.5
        guard let colour = colour(at: place * step) else { continue }
        sum += colour
        count += 1
      }
    }
    if count == 0 { return 0 }
    let mean = (sum / count * 255).rounded(.toNearestOrEven)
    let alpha = (count / Float(samples * samples) * 255).rounded()
    return UInt32(alpha) << 24 | UInt32(mean.x) << 16 | UInt32(mean.y) << 8 | UInt32(mean.z)
  }

  /// The topmost shape's color; `nil` where there is none.
  private static func colour(at place: Point) -> Colour? {
    if isInSquare(place, from: 0.27, to: 0.96, radius: 0.14) {
      return picture(at: (place - 0.27) / 0.69)
    }
    guard isInSquare(place, from: 0.04, to: 0.68, radius: 0.12) else { return nil }
    return mix([1.00, 0.71, 0.31], [0.94, 0.41, 0.44], at: (place - 0.04) / 0.64)
  }

  /// Two mountains and a sun in front of the sky; `place` counts within the picture.
  private static func picture(at place: Point) -> Colour {
    let border: Float = 0.09
    let isInside = isInSquare(place, from: border, to: 1 - border, radius: 0.13)
    if isInside && isBelowPeak(place, peak: [0.36, 0.46], slope: 0.8) { return [0.95, 0.96, 1] }
    if isInside && isBelowPeak(place, peak: [0.68, 0.60], slope: 0.8) { return [0.80, 0.87, 1] }
    let toSun = place - Point(0.68, 0.29)
    if (toSun * toSun).sum() < 0.11 * 0.11 { return [1, 0.95, 0.82] }
    return mix([0.33, 0.72, 0.93], [0.32, 0.27, 0.82], at: place)
  }

  private static func isBelowPeak(_ place: Point, peak: Point, slope: Float) -> Bool {
    place.y > peak.y + abs(place.x - peak.x) * slope
  }

  /// Whether a place lies in a square on the diagonal, whose corners are round.
  private static func isInSquare(
    _ place: Point, from start: Float, to end: Float, radius: Float
  ) -> Bool {
    let nearest = place.clamped(
      lowerBound: Point(repeating: start + radius), upperBound: Point(repeating: end - radius))
    let distance = place - nearest
    return (distance * distance).sum() < radius * radius
  }

  /// From the first color, top left, to the second, bottom right.
  private static func mix(_ first: Colour, _ second: Colour, at place: Point) -> Colour {
    first + (second - first) * (place.sum() / 2)
  }
}
