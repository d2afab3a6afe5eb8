/// Three columns of three numbers.
struct ColorMatrix: Equatable {
  var columns: [SIMD3<Double>]

  init(_ first: SIMD3<Double>, _ second: SIMD3<Double>, _ third: SIMD3<Double>) {
    columns = [first, second, third]
  }

  static let identity = ColorMatrix(SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1))

  /// White of the profile connection space (ICC.1:2010, 7.2.16).
  static let d50 = SIMD3(0.9642, 1.0, 0.8249)

  static func * (matrix: ColorMatrix, vector: SIMD3<Double>) -> SIMD3<Double> {
    matrix.columns[0] * vector.x + matrix.columns[1] * vector.y + matrix.columns[2] * vector.z
  }

  static func * (left: ColorMatrix, right: ColorMatrix) -> ColorMatrix {
    ColorMatrix(left * right.columns[0], left * right.columns[1], left * right.columns[2])
  }

  /// Nil where there is none.
  var inverse: ColorMatrix? {
    let (a, b, c) = (columns[0], columns[1], columns[2])
    let rows = [Self.cross(b, c), Self.cross(c, a), Self.cross(a, b)]
    let determinant = (a * rows[0]).sum()
    guard determinant.isFinite, abs(determinant) > 1e-9 else { return nil }
    func column(_ index: Int) -> SIMD3<Double> {
      SIMD3(rows[0][index], rows[1][index], rows[2][index]) / determinant
    }
    return ColorMatrix(column(0), column(1), column(2))
  }

  private static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
  }

  /// How much each number differs from the identity's, at most.
  var distanceFromIdentity: Double {
    zip(columns, Self.identity.columns).map { pair in
      let difference = pair.0 - pair.1
      return max(abs(difference.x), abs(difference.y), abs(difference.z))
    }.max() ?? 0
  }

  /// What a white becomes D50 by (Bradford).
  fileprivate static let cones = ColorMatrix(
    SIMD3(0.8951, -0.7502, 0.0389), SIMD3(0.2664, 1.7135, -0.0685),
    SIMD3(-0.1614, 0.0367, 1.0296))

  static func adaptation(from white: SIMD3<Double>) -> ColorMatrix? {
    let (from, to) = (cones * white, cones * d50)
    guard let back = cones.inverse, from.min() > 1e-6 else { return nil }
    let scale = to / from
    let scaling = ColorMatrix(
      SIMD3(scale.x, 0, 0), SIMD3(0, scale.y, 0), SIMD3(0, 0, scale.z))
    return back * scaling * cones
  }

  /// From the profile connection space to linear sRGB.
  static let d50ToSRGB = Primaries.sRGB.toD50?.inverse ?? .identity
}
