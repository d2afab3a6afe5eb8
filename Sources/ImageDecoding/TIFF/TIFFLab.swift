internal import Pixels

/// Turns CIELAB of a TIFF into sRGB, with white as white (TIFF 6.0, section 23; Adobe's TIFF
/// technical note 4 for the ICC's form).
struct TIFFLab {
  /// The sample of a lightness of 100.
  private let fullLightness: Double
  /// What 1 of the two colors is in a sample, and what is taken from the number then.
  private let colorUnit: Double
  private let colorOffset: Double
  /// The highest bit of two's complement; nil where colors have no sign.
  private let signBit: Int?

  /// - Parameter colors: one of the two forms of CIELAB.
  init(_ colors: TIFFLayout.Colors, depth: Int) {
    colorUnit = depth == 16 ? 256 : 1
    if colors == .iccLab {
      // As version 2 of profiles has it (ICC.1:2001-04, 6.5.10).
      (fullLightness, colorOffset, signBit) = (depth == 16 ? 65_280 : 255, 128, nil)
    } else {
      (fullLightness, colorOffset, signBit) = (depth == 16 ? 65_535 : 255, 0, 1 << (depth - 1))
    }
  }

  /// - Parameter scale: what numbers are multiplied by, as they are stored, to undo that they were
  ///   multiplied by alpha.
  func pixel(_ lightness: Int, _ a: Int, _ b: Int, times scale: Double) -> Pixel {
    let l = min(1, Double(lightness) * scale / fullLightness)
    let y = (l * 100 + 16) / 116
    let roots = SIMD3(y + color(a, scale) / 500, y, y - color(b, scale) / 200)
    let lights = SIMD3(Self.light(roots.x), Self.light(roots.y), Self.light(roots.z))
    let light = ColorMatrix.d50ToSRGB * (ColorMatrix.d50 * lights)
    return Pixel(
      red: MatrixConversion.number(of: light.x), green: MatrixConversion.number(of: light.y),
      blue: MatrixConversion.number(of: light.z))
  }

  private func color(_ sample: Int, _ scale: Double) -> Double {
    let sign = signBit.map { 2 * (sample & $0) } ?? 0
    return Double(sample - sign) * scale / colorUnit - colorOffset
  }

  /// CIE 15, 8.2.1, the other way round.
  private static func light(_ root: Double) -> Double {
    root > 6 / 29 ? root * root * root : (root - 4 / 29) * 108 / 841
  }
}
