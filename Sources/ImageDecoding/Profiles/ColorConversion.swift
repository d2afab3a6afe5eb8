internal import Pixels
internal import ShmChannel

/// What turns a file's colors into sRGB, as its profile has it.
enum ColorConversion {
  case shape(ICCProfile.Shape)
  case table([UInt8])

  /// Nil where the colors are sRGB's already, to the eye.
  init?(_ profile: FileProfile, forInk: Bool = false) throws(ProfileTrouble) {
    switch profile {
    case .space(let space):
      guard let matrix = space.primaries.toD50 else { throw .damaged }
      let shape = ICCProfile.Shape(
        curves: [space.curve], matrix: ColorMatrix.d50ToSRGB * matrix)
      if shape.isSRGBInEffect { return nil }
      self = .shape(shape)
    case .icc(let bytes): try self.init(icc: bytes, forInk: forInk)
    }
  }

  private init?(icc bytes: [UInt8], forInk: Bool) throws(ProfileTrouble) {
    guard let profile = ICCProfile(bytes) else { throw .damaged }
    guard (profile.colors == .cmyk) == forInk else { throw .unsuitable }
    if let shape = profile.shape {
      if shape.isSRGBInEffect { return nil }
      self = .shape(shape)
    } else {
      self = .table(bytes)
    }
  }

  /// The same, ready for pixels.
  func forPixels() throws(ProfileTrouble) -> PixelConversion {
    switch self {
    case .shape(let shape): .matrix(MatrixConversion(shape))
    case .table(let bytes): .table(try TableConversion(bytes, .bgra))
    }
  }

  /// The same, ready for ink.
  func forInk(isInverted: Bool) throws(ProfileTrouble) -> PixelConversion {
    guard case .table(let bytes) = self else { throw .unsuitable }
    return .table(try TableConversion(bytes, .cmyk(isInverted: isInverted)))
  }

  /// Converts samples of 16 bits in place; those of fewer bits, or of black above white, stay so.
  func apply(to picture: inout SamplePicture) throws(ProfileTrouble) {
    switch self {
    case .shape(let shape):
      let conversion = SampleConversion(shape)
      picture.withFullColors { conversion.apply(to: &$0) }
    case .table(let bytes):
      let format = picture.layout.format
      guard format.channelCount >= 3 else { throw .unsuitable }
      let conversion = try TableConversion(bytes, .rgb16(hasAlpha: format.hasAlpha))
      picture.withFullColors { conversion.apply(to: &$0) }
    }
  }
}

extension ICCProfile.Shape {
  /// How far a number of the matrix may be from sRGB's: its profiles round to four places, each
  /// in its own way.
  private static let mostDistance = 0.001

  /// Whether no number changes by more than one of 255, or three where it is next to nothing.
  var isSRGBInEffect: Bool {
    matrix.distanceFromIdentity <= Self.mostDistance && curves.allSatisfy(\.isSRGBInEffect)
  }
}
