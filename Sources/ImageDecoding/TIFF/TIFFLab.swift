internal import Pixels

/// Turns CIELAB of a TIFF into sRGB, with white as white (TIFF 6.0, section 23; Adobe's TIFF technical
/// note of 2002 for the ICC's form).
struct TIFFLab {
  /// How the numbers stand in samples: what 100 of lightness is, and 1 of the two colours, and what is
  /// taken from them then.
  private let fullLightness: Double
  private let colorUnit: Double
  private let colorOffset: Double
  /// Bits of a sample above which two's complement begins; nil where colours have no sign.
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

  func pixel(_ lightness: Int, _ a: Int, _ b: Int) -> Pixel {
    let l = min(1, Double(lightness) / fullLightness)
    let y = (l * 100 + 16) / 116
    let roots = SIMD3(y + color(a) / 500, y, y - color(b) / 200)
    let light =
      ColorMatrix.d50ToSRGB
      * (ColorMatrix.d50
        * SIMD3(
          Self.light(roots.x), Self.light(roots.y), Self.light(roots.z)))
    return Pixel(
      red: MatrixConversion.number(of: light.x), green: MatrixConversion.number(of: light.y),
      blue: MatrixConversion.number(of: light.z))
  }

  private func color(_ sample: Int) -> Double {
    let sign = signBit.map { sample & $0 * 2 } ?? 0
    return Double(sample - sign) / colorUnit - colorOffset
  }

  /// CIE 15, 8.2.1, the other way round.
  private static func light(_ root: Double) -> Double {
    root > 6 / 29 ? root * root * root : (root - 4 / 29) * 108 / 841
  }
}
