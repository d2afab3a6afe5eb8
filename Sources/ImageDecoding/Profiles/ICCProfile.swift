/// An ICC profile (ICC.1:2010, and version 2), as far as it stands in curves and a matrix.
struct ICCProfile {
  enum Colors { case gray, rgb, cmyk }

  let colors: Colors
  /// How the numbers become light; nil for a profile of tables, which is left to Little CMS.
  let shape: Shape?

  struct Shape: Equatable {
    /// One for gray; else of red, green and blue.
    let curves: [ToneCurve]
    /// Red, green and blue to linear sRGB.
    let matrix: ColorMatrix
  }

  /// - Returns: nil for what is not a profile, or says less than it has to.
  init?(_ bytes: [UInt8]) {
    let profile: (Colors, Shape?)? = unsafe bytes.withUnsafeBytes { bytes in
      let reader = unsafe ICCTags(FileBytes(bytes))
      return reader.flatMap { Self.read($0) }
    }
    guard let profile else { return nil }
    (colors, shape) = profile
  }

  /// Tags that come before curves and a matrix, for the intent that is used (ICC.1:2010, 8.10.2).
  private static let tables = ["A2B0", "A2B1", "D2B0", "D2B1"]

  private static func read(_ tags: ICCTags) -> (Colors, Shape?)? {
    let hasTables = tables.contains { tags.tag($0) != nil }
    switch tags.colors {
    case "RGB ":
      if hasTables { return (.rgb, nil) }
      let curves = ["rTRC", "gTRC", "bTRC"].compactMap(tags.curve)
      let lights = ["rXYZ", "gXYZ", "bXYZ"].compactMap(tags.light)
      guard tags.space == "XYZ ", curves.count == 3, lights.count == 3 else { return nil }
      // Black that is not 0 takes the compensation that Little CMS does.
      if curves.contains(where: { $0.light(0) > 0.0005 }) { return (.rgb, nil) }
      let matrix = ColorMatrix.d50ToSRGB * ColorMatrix(lights[0], lights[1], lights[2])
      return (.rgb, Shape(curves: curves, matrix: matrix))
    case "GRAY":
      guard let curve = tags.curve("kTRC") else { return nil }
      let light = tags.space == "Lab " ? ToneCurve.lightness(curve) : curve
      return (.gray, Shape(curves: [light], matrix: .identity))
    case "CMYK": return hasTables ? (.cmyk, nil) : nil
    default: return nil
    }
  }
}
