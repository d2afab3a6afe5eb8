/// From blue, green and red to luma and chroma of limited range, in whole numbers: each factor is
/// 2^16 times the real one.
struct LimitedRange {
  /// Factors of one output sample. Their sum is exact, so that grays have no color and white is
  /// 235.
  struct Factors {
    let blue: Int32
    let green: Int32
    let red: Int32

    fileprivate init(blue: Double, red: Double, sum: Double) {
      let one = Double(1 << LimitedRange.shift)
      self.blue = Int32((blue * one).rounded())
      self.red = Int32((red * one).rounded())
      green = Int32((sum * one).rounded()) - self.blue - self.red
    }
  }

  /// Bits behind the point of a factor.
  static let shift: Int32 = 16

  let luma: Factors
  let blueChroma: Factors
  let redChroma: Factors

  init(_ matrix: YUVColors.Matrix) {
    // Weights of red and blue in luma: ITU-R BT.601, BT.709 and BT.2020.
    let (red, blue) =
      switch matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    let lumaScale = 219.0 / 255
    luma = Factors(blue: blue * lumaScale, red: red * lumaScale, sum: lumaScale)
    let chromaScale = 112.0 / 255
    blueChroma = Factors(blue: chromaScale, red: -red / (1 - blue) * chromaScale, sum: 0)
    redChroma = Factors(blue: -blue / (1 - red) * chromaScale, red: chromaScale, sum: 0)
  }
}
