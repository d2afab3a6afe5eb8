/// The light of red, green, blue and white, as chromaticities (CIE 15, 7.3).
struct Primaries: Equatable, Sendable {
  struct Point: Equatable, Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

    /// X, Y and Z of this light where Y is 1.
    var tristimulus: SIMD3<Double> { SIMD3(x / y, 1, (1 - x - y) / y) }
  }

  var red: Point
  var green: Point
  var blue: Point
  var white: Point

  private static let d65 = Point(0.3127, 0.3290)
  /// Illuminant C.
  private static let c = Point(0.310, 0.316)

  static let sRGB = Primaries(
    red: Point(0.64, 0.33), green: Point(0.30, 0.60), blue: Point(0.15, 0.06), white: d65)

  /// ColourPrimaries of ITU-T H.273, table 2; nil for sRGB's, for no statement and for others.
  init?(coded number: Int) {
    switch number {
    case 4: self.init(0.67, 0.33, 0.21, 0.71, 0.14, 0.08, Self.c)
    case 5: self.init(0.64, 0.33, 0.29, 0.60, 0.15, 0.06, Self.d65)
    case 6, 7: self.init(0.630, 0.340, 0.310, 0.595, 0.155, 0.070, Self.d65)
    case 8: self.init(0.681, 0.319, 0.243, 0.692, 0.145, 0.049, Self.c)
    case 9: self.init(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, Self.d65)
    case 11: self.init(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, Point(0.314, 0.351))
    case 12: self.init(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, Self.d65)
    case 22: self.init(0.630, 0.340, 0.295, 0.605, 0.155, 0.077, Self.d65)
    default: return nil
    }
  }

  init(red: Point, green: Point, blue: Point, white: Point) {
    (self.red, self.green, self.blue, self.white) = (red, green, blue, white)
  }

  private init(
    _ redX: Double, _ redY: Double, _ greenX: Double, _ greenY: Double, _ blueX: Double,
    _ blueY: Double, _ white: Point
  ) {
    self.init(
      red: Point(redX, redY), green: Point(greenX, greenY), blue: Point(blueX, blueY),
      white: white)
  }

  /// Their light to X, Y and Z as profiles have them: with white adapted to D50 (ICC.1:2010, annex
  /// E, Bradford). Nil for light that makes no colors.
  var toD50: ColorMatrix? {
    guard [red, green, blue, white].allSatisfy({ abs($0.y) > 1e-6 }) else { return nil }
    let lights = ColorMatrix(red.tristimulus, green.tristimulus, blue.tristimulus)
    guard let amounts = lights.inverse.map({ $0 * white.tristimulus }) else { return nil }
    let scaled = ColorMatrix(
      lights.columns[0] * amounts.x, lights.columns[1] * amounts.y, lights.columns[2] * amounts.z)
    return ColorMatrix.adaptation(from: white.tristimulus).map { $0 * scaled }
  }
}
