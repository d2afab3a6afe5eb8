private import Glibc

/// What light a number stands for: 0 to 1 for most, and above that brighter than white.
indirect enum ToneCurve: Equatable, Sendable {
  /// IEC 61966-2-1.
  case sRGB
  case gamma(Double)
  /// The numbers g, a, b, c, d, e and f of a parametric curve (ICC.1:2010, 10.16):
  /// (aX + b)^g + e from d on, and cX + f below.
  case parametric([Double])
  /// Light at equal steps, of 65,535.
  case table([UInt16])
  /// What the curve gives is L* (CIE 15, 8.2.1), as in gray profiles that connect to Lab.
  case lightness(ToneCurve)
  /// SMPTE ST 2084 and ARIB STD-B67: diffuse white (ITU-R BT.2408: 203 candelas, and 75 %) is 1.
  case perceptualQuantizer, hybridLogGamma

  /// TransferCharacteristics of ITU-T H.273, table 3; nil for no statement, for sRGB's, for those
  /// that are not known, and for television's, which displays show much as they show sRGB.
  init?(coded number: Int) {
    switch number {
    case 4: self = .gamma(2.2)
    case 5: self = .gamma(2.8)
    case 8: self = .gamma(1)
    case 16: self = .perceptualQuantizer
    case 17: self = .parametric([2.6, pow(52.37 / 48, 1 / 2.6), 0, 0, 0, 0, 0])
    case 18: self = .hybridLogGamma
    default: return nil
    }
  }

  /// The light of a number from 0 to 1.
  func light(_ number: Double) -> Double {
    let light =
      switch self {
      case .sRGB: number <= 0.04045 ? number / 12.92 : pow((number + 0.055) / 1.055, 2.4)
      case .gamma(let exponent): pow(number, exponent)
      case .parametric(let p):
        number >= p[4] ? pow(max(0, p[1] * number + p[2]), p[0]) + p[5] : p[3] * number + p[6]
      case .table(let steps): Self.between(steps, at: number)
      case .lightness(let curve): Self.ofLightness(curve.light(number))
      case .perceptualQuantizer: Self.quantized(number)
      case .hybridLogGamma: Self.hybrid(number) / Self.hybrid(0.75)
      }
    return light.isFinite ? light : 0
  }

  private static func ofLightness(_ l: Double) -> Double {
    l > 0.08 ? pow((l + 0.16) / 1.16, 3) : l * 100 / 903.3
  }

  private static func hybrid(_ number: Double) -> Double {
    number <= 0.5
      ? number * number / 3 : (exp((number - 0.55991073) / 0.17883277) + 0.28466892) / 12
  }

  private static func between(_ steps: [UInt16], at number: Double) -> Double {
    let place = number * Double(steps.count - 1)
    let index = min(Int(place), steps.count - 2)
    let (low, high) = (Double(steps[index]), Double(steps[index + 1]))
    return (low + (high - low) * (place - Double(index))) / 65_535
  }

  private static func quantized(_ number: Double) -> Double {
    let root = pow(number, 1 / 78.84375)
    return pow(max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root), 1 / 0.1593017578125)
      * 10_000 / 203
  }

  /// The number of a light from 0 to 1 in sRGB.
  static func number(ofSRGB light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }

  /// Whether eight bits of it are at most a step from those of sRGB.
  var isSRGBInEffect: Bool {
    self == .sRGB
      || (0...255).allSatisfy { step in
        let number = Double(step) / 255
        return abs(Self.number(ofSRGB: min(1, max(0, light(number)))) - number) * 255 <= 1
      }
  }
}
