private import Glibc
package import ShmChannel

/// Which byte of sRGB shows a part of white's light: IEC 61966-2-1, for each 65,535th.
final class TransferCurve: Sendable {
  /// The last place, which is white.
  static let most = 65_535

  /// One for each place.
  let bytes: [UInt8]

  /// - Parameter lift: by how much of a byte all of them are brighter.
  private init(lift: Double = 0) {
    bytes = (0...Self.most).map { place in
      let byte = 255 * Self.encoded(Double(place) / Double(Self.most)) + lift
      return UInt8(min(max(byte.rounded(.toNearestOrEven), 0), 255))
    }
  }

  /// The curve itself, of parts from 0 to 1.
  private static func encoded(_ light: Double) -> Double {
    light <= 0.003_130_8 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
  }

  private static let plain = TransferCurve()
  private static let quarters = RowEncoder.quarters.map {
    (lift: $0, curve: TransferCurve(lift: $0))
  }

  /// That with all bytes brighter by a part of one.
  static func lifted(by lift: Double) -> TransferCurve {
    if lift == 0 { return plain }
    return quarters.first { $0.lift == lift }?.curve ?? TransferCurve(lift: lift)
  }
}

extension Transfer {
  /// The display's pixels of 256 grays at equal distances, from black to white.
  package var grays: [UInt32] {
    (0..<256).map { step in
      switch self {
      case .srgb: 0xFF00_0000 | UInt32(step) * 0x01_0101
      case .linear:
        0xFF00_0000 | UInt32(TransferCurve.lifted(by: 0).bytes[step * 257]) * 0x01_0101
      }
    }
  }
}
