/// Turns pixels into sRGB, as often as wanted.
enum PixelConversion {
  case matrix(MatrixConversion)
  case table(TableConversion)

  /// Nil for pixels that stay as they are.
  init?(_ profile: FileProfile?, _ use: EmbeddedProfile) throws(ProfileTrouble) {
    guard use == .convert, let profile, let conversion = try ColorConversion(profile) else {
      return nil
    }
    self = try conversion.forPixels()
  }

  /// Converts in place; the fourth byte of each pixel stays.
  func apply(to target: PixelTarget) {
    switch self {
    case .matrix(let conversion): conversion.apply(to: target)
    case .table(let conversion): conversion.apply(to: target)
    }
  }
}
