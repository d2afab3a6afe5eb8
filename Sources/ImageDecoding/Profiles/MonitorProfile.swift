private import CLCMS
private import Pixels

/// A monitor's profile: which of its colors stand for those of sRGB.
package struct MonitorProfile {
  /// What the profile says that it is of.
  package let name: String
  /// The bytes of a `ColorLattice`; none where the monitor's colors are sRGB's, to the eye.
  package let lattice: [UInt8]

  /// More bytes than these no profile has.
  package static let mostBytes = FileProfile.mostBytes

  /// - Parameter bytes: an ICC profile, by anybody.
  package init(_ bytes: [UInt8]) throws(MonitorProfileTrouble) {
    guard let known = ICCProfile(bytes) else { throw .damaged }
    guard known.colors == .rgb else { throw .unsuitable }
    guard unsafe clcms_load() != nil else { throw .noLibrary }
    let profile = unsafe bytes.withUnsafeBytes {
      unsafe cmsOpenProfileFromMem($0.baseAddress, UInt32($0.count))
    }
    guard let profile = unsafe profile else { throw .damaged }
    defer { unsafe cmsCloseProfile(profile) }
    name = ICCTags.name(in: bytes) ?? ""
    if known.shape?.isSRGBInEffect == true {
      lattice = []
    } else {
      lattice = try unsafe Self.lattice(to: profile)
    }
  }

  /// White becomes white, and black black.
  private static func lattice(
    to profile: UnsafeMutableRawPointer
  ) throws(MonitorProfileTrouble) -> [UInt8] {
    guard let sRGB = unsafe cmsCreate_sRGBProfile() else { throw .damaged }
    defer { unsafe cmsCloseProfile(sRGB) }
    let transform = unsafe cmsCreateTransform(
      sRGB, UInt32(CLCMS_RGB_16), profile, UInt32(CLCMS_RGB_16),
      UInt32(CLCMS_RELATIVE_COLORIMETRIC),
      UInt32(CLCMS_BLACK_POINT_COMPENSATION | CLCMS_NO_OPTIMIZATION))
    guard let transform = unsafe transform else { throw .unsuitable }
    defer { unsafe cmsDeleteTransform(transform) }
    let steps = (0..<ColorLattice.side).map { UInt16($0 * 65_535 / (ColorLattice.side - 1)) }
    let points = steps.flatMap { red in
      steps.flatMap { green in steps.flatMap { [red, green, $0] } }
    }
    var colors = [UInt16](repeating: 0, count: points.count)
    unsafe colors.withUnsafeMutableBufferPointer {
      unsafe cmsDoTransform(transform, points, $0.baseAddress, UInt32(points.count / 3))
    }
    return colors.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }
}

/// Why a monitor's profile is not used.
package enum MonitorProfileTrouble: Error {
  case damaged
  /// It is for colors that no monitor has, or says nothing of the way to them.
  case unsuitable
  case noLibrary
}

extension MonitorProfileTrouble: CustomStringConvertible {
  /// To stand behind what it is about and a colon.
  package var description: String {
    let cause =
      switch self {
      case .damaged: "is damaged"
      case .unsuitable: "is not for red, green and blue"
      case .noLibrary: "cannot be used, since this system lacks liblcms2"
      }
    return "\(cause), so colors are shown as sRGB"
  }
}
