internal import Pixels

/// Turns pixels whose profile is curves and a matrix into sRGB, eight bits a color.
///
/// What each value of each color adds to the light of the three stands in a table, in whole
/// numbers; the sum finds its sRGB number in another. A pixel takes some 3 nanoseconds.
struct MatrixConversion {
  /// What each byte of blue, green and red adds to linear blue, green and red.
  private let parts: [SIMD4<Int32>]
  /// The sRGB number of light at equal steps.
  private static let numbers = (0..<steps).map { step in
    let light = Double(step) / Double(steps - 1)
    return UInt8((ToneCurve.number(ofSRGB: light) * 255).rounded())
  }

  /// The sRGB number of linear light, of which 1 is all there is.
  static func number(of light: Double) -> UInt8 {
    numbers[Int((min(max(light, 0), 1) * Double(steps - 1)).rounded())]
  }

  /// Numbers of light: near black, where sRGB is steepest, five of them share a number.
  private static let steps = 1 << 14
  /// Bits below a step.
  private static let fraction: Int32 = 12
  /// Light is held within these bounds, so that three parts cannot overflow.
  private static let brightest = 4.0, largestPart = 10.0

  init(_ shape: ICCProfile.Shape) {
    let unit = Double(Int32(Self.steps - 1) << Self.fraction)
    let curves = shape.curves
    parts = [2, 1, 0].flatMap { color in
      let curve = curves[min(color, curves.count - 1)]
      let column = shape.matrix.columns[color]
      return (0...255).map { byte in
        let light = min(max(curve.light(Double(byte) / 255), 0), Self.brightest)
        func part(_ index: Int) -> Int32 {
          let part = light * column[index]
          return part.isFinite
            ? Int32((min(max(part, -Self.largestPart), Self.largestPart) * unit).rounded()) : 0
        }
        return SIMD4(part(2), part(1), part(0), 0)
      }
    }
  }

  /// Converts in place; the fourth byte of each pixel stays.
  func apply(to target: PixelTarget) {
    let whole = PixelRect(x: 0, y: 0, width: target.width, height: target.height)
    unsafe parts.withUnsafeBufferPointer { parts in
      unsafe Self.numbers.withUnsafeBufferPointer { numbers in
        guard let parts = parts.baseAddress, let numbers = numbers.baseAddress else { return }
        inBands(whole) { band in
          for row in band.y..<band.maxY {
            unsafe Self.convert(
              target.pixels(row: row, columns: 0..<target.width), parts, numbers)
          }
        }
      }
    }
  }

  private static func convert(
    _ pixels: UnsafeMutableBufferPointer<UInt32>, _ parts: UnsafePointer<SIMD4<Int32>>,
    _ numbers: UnsafePointer<UInt8>
  ) {
    let last = SIMD4(repeating: Int32(steps - 1))
    let half = SIMD4(repeating: Int32(1) << (fraction - 1))
    guard var pixel = pixels.baseAddress else { return }
    for _ in 0..<pixels.count {
      let word = unsafe pixel.pointee
      let sum =
        unsafe parts[Int(word & 255)] &+ parts[Int(256 &+ (word >> 8 & 255))]
        &+ parts[Int(512 &+ (word >> 16 & 255))] &+ half
      // Bounds without branches, which colors outside of sRGB would make go wrong.
      let lit = (sum &>> fraction) & ~(sum &>> 31)
      let excess = last &- lit
      let steps = lit &+ (excess & (excess &>> 31))
      let blue = unsafe UInt32(numbers[Int(steps[0])])
      let green = unsafe UInt32(numbers[Int(steps[1])])
      let red = unsafe UInt32(numbers[Int(steps[2])])
      unsafe pixel.pointee = word & 0xFF00_0000 | red &<< 16 | green &<< 8 | blue
      unsafe pixel += 1
    }
  }
}
