internal import Pixels
internal import ShmChannel

extension ImageDecoder {
  /// Makes the picture that is shown, for every type alike: upright, in sRGB, with straight alpha,
  /// and known to be opaque where it is.
  ///
  /// - Returns: the picture, and what has become of its profile.
  static func finish(
    _ decoded: consuming Decoded, _ use: EmbeddedProfile
  ) throws(DecodingError) -> DisplayPicture {
    let fate: ProfileFate?
    let use = decoded.wereNumbers ? .ignore : use
    switch decoded.colors {
    case .ink(let isInverted):
      fate = decoded.convertInk(isInverted: isInverted, use)
      decoded.pixels.makeOpaque()
    case .bgra:
      decoded.settleAlpha()
      let colors = PixelColors(decoded.profile, use)
      if let conversion = colors.conversion { decoded.pixels.convert(by: conversion) }
      fate = colors.fate
    }
    let orientation = decoded.orientation
    do {
      return DisplayPicture(try decoded.pixels.oriented(orientation), profile: fate)
    } catch {
      throw .outOfMemory
    }
  }

  /// The same of samples, of which those of 16 bits are converted: floats are numbers, and stay.
  static func finish(
    _ samples: consuming SamplePicture, _ use: EmbeddedProfile
  ) -> SamplePicture {
    guard let profile = samples.profile else { return samples }
    var fate = ProfileFate.Use.ignored
    if use == .convert, samples.layout.format.sample == .uint16 {
      do throws(ProfileTrouble) {
        let conversion = try ColorConversion(profile)
        try conversion?.apply(to: &samples)
        fate = conversion == nil ? .kept : .converted
      } catch {
        fate = .refused(error)
      }
    }
    samples.fate = ProfileFate(profile, fate)
    return samples
  }
}

extension Decoded {
  /// Makes the fourth bytes straight alpha, and finds out whether any lets a background through.
  fileprivate mutating func settleAlpha() {
    let isEmpty = ignoresEmptyAlpha && alpha != .opaque && pixels.everyAlpha(is: 0)
    if alpha == .unused || isEmpty {
      pixels.makeOpaque()
    } else if alpha != .opaque {
      pixels.findOpacity()
      if alpha == .premultiplied, !pixels.isOpaque { pixels.unpremultiply() }
    }
  }

  /// Makes colors of ink, by its profile or as if each ink let through what the others leave.
  ///
  /// - Returns: what has become of the profile.
  fileprivate mutating func convertInk(isInverted: Bool, _ use: EmbeddedProfile) -> ProfileFate? {
    var fate = ProfileFate.Use.ignored
    if use == .convert, let profile {
      do throws(ProfileTrouble) {
        if let conversion = try ColorConversion(profile, forInk: true) {
          pixels.convert(by: try conversion.forInk(isInverted: isInverted))
          return ProfileFate(profile, .converted)
        }
        fate = .kept
      } catch {
        fate = .refused(error)
      }
    }
    pixels.convertFromInk(isInverted: isInverted)
    return ProfileFate(profile, fate)
  }
}
