internal import Pixels
internal import ShmChannel

extension ImageDecoder {
  /// Makes the picture that is shown, for every type alike: upright, in sRGB, with straight alpha,
  /// and known to be opaque where it is.
  ///
  /// - Returns: the picture, and what is wrong with its profile.
  static func finish(
    _ decoded: consuming Decoded, _ use: EmbeddedProfile
  ) throws(DecodingError) -> DisplayPicture {
    var trouble: ProfileTrouble?
    switch decoded.colors {
    case .ink(let isInverted):
      do throws(ProfileTrouble) {
        try decoded.convertInk(isInverted: isInverted, use)
      } catch {
        trouble = error
        decoded.pixels.convertFromInk(isInverted: isInverted)
      }
      decoded.pixels.makeOpaque()
    case .bgra:
      decoded.settleAlpha()
      do throws(ProfileTrouble) {
        if let conversion = try PixelConversion(decoded.profile, use) {
          decoded.pixels.convert(by: conversion)
        }
      } catch {
        trouble = error
      }
    }
    let orientation = decoded.orientation
    do {
      return DisplayPicture(
        try decoded.pixels.oriented(orientation), remark: trouble.map { "\($0)" })
    } catch {
      throw .outOfMemory
    }
  }

  /// The same of samples, of which those of 16 bits are converted: floats are numbers, and stay.
  static func finish(
    _ samples: consuming SamplePicture, _ use: EmbeddedProfile
  ) -> SamplePicture {
    guard use == .convert, samples.layout.format.sample == .uint16, let profile = samples.profile
    else { return samples }
    do throws(ProfileTrouble) {
      if let conversion = try ColorConversion(profile) { try conversion.apply(to: &samples) }
    } catch {
      samples.remark = [samples.remark, "\(error)"].compactMap(\.self).joined(separator: "; ")
    }
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

  /// Makes colours of ink, by its profile or as if each ink let through what the others leave.
  fileprivate mutating func convertInk(
    isInverted: Bool, _ use: EmbeddedProfile
  ) throws(ProfileTrouble) {
    guard use == .convert, let profile,
      let conversion = try ColorConversion(profile, forInk: true)
    else { return pixels.convertFromInk(isInverted: isInverted) }
    pixels.convert(by: try conversion.forInk(isInverted: isInverted))
  }
}
