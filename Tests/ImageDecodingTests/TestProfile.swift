import CLCMS
import CProfileMaking
import Testing

/// A profile that Little CMS makes, and what it makes of numbers by it, in float.
struct TestProfile: Sendable, CustomTestStringConvertible {
  enum Kind: Sendable { case gray, rgb, cmyk }

  let name: String
  let kind: Kind
  let bytes: [UInt8]

  var testDescription: String { name }
  var channelCount: Int { [.gray: 1, .rgb: 3, .cmyk: 4][kind] ?? 0 }

  typealias Point = (x: Double, y: Double)

  private static let d50: Point = (0.3457, 0.3585)
  private static let d65: Point = (0.3127, 0.3290)
  private static let sRGBCurve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
  private static let rec2020Curve = [1 / 0.45, 1 / 1.0993, 0.0993 / 1.0993, 1 / 4.5, 0.08145]

  static let adobeRGB = rgb(
    "Adobe RGB", (0.64, 0.33), (0.21, 0.71), (0.15, 0.06), d65, cmsBuildGamma(nil, 2.19921875))
  static let displayP3 = rgb(
    "Display P3", (0.680, 0.320), (0.265, 0.690), (0.150, 0.060), d65,
    cmsBuildParametricToneCurve(nil, 4, sRGBCurve))
  static let sRGB = rgb(
    "sRGB", (0.64, 0.33), (0.30, 0.60), (0.15, 0.06), d65,
    cmsBuildParametricToneCurve(nil, 4, sRGBCurve))

  /// The set that the bounds hold over.
  static let nine = [
    adobeRGB, displayP3,
    rgb(
      "ProPhoto RGB", (0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001), d50,
      cmsBuildGamma(nil, 1.8)),
    rgb(
      "Rec. 2020", (0.708, 0.292), (0.170, 0.797), (0.131, 0.046), d65,
      cmsBuildParametricToneCurve(nil, 4, rec2020Curve)),
    rgb(
      "linear", (0.64, 0.33), (0.30, 0.60), (0.15, 0.06), d65, cmsBuildGamma(nil, 1)),
    rgb(
      "curves of a table", (0.625, 0.340), (0.280, 0.595), (0.155, 0.070), d65, table()),
    tables("RGB of a table", .rgb),
    TestProfile("gray", .gray) { () -> UnsafeMutableRawPointer? in
      var white = cmsCIExyY(x: d50.x, y: d50.y, Y: 1)
      return cmsCreateGrayProfile(&white, cmsBuildGamma(nil, 1.8))
    },
    tables("CMYK", .cmyk),
  ]

  private init(_ name: String, _ kind: Kind, _ make: () -> UnsafeMutableRawPointer?) {
    (self.name, self.kind) = (name, kind)
    let profile = make()
    var count: UInt32 = 0
    _ = cmsSaveProfileToMem(profile, nil, &count)
    bytes = [UInt8](unsafeUninitializedCapacity: Int(count)) { target, written in
      _ = cmsSaveProfileToMem(profile, target.baseAddress, &count)
      written = Int(count)
    }
    _ = cmsCloseProfile(profile)
  }

  private static func rgb(
    _ name: String, _ red: Point, _ green: Point, _ blue: Point, _ white: Point,
    _ curve: UnsafeMutableRawPointer?
  ) -> TestProfile {
    TestProfile(name, .rgb) {
      func light(_ point: Point) -> cmsCIExyY { cmsCIExyY(x: point.x, y: point.y, Y: 1) }
      var (white, lights) = (
        light(white), cmsCIExyYTRIPLE(Red: light(red), Green: light(green), Blue: light(blue))
      )
      return cmsCreateRGBProfile(&white, &lights, [curve, curve, curve])
    }
  }

  /// A curve that a screen was measured to have.
  private static func table() -> UnsafeMutableRawPointer? {
    let steps = (0..<1024).map { step -> UInt16 in
      let x = Double(step) / 1023
      return UInt16(65_535 * (0.9 * x * x + 0.1 * x * x * x * x))
    }
    return cmsBuildTabulatedToneCurve16(nil, UInt32(steps.count), steps)
  }

  /// A profile to Lab by a table: of smooth colours that no curves and matrix give.
  private static func tables(_ name: String, _ kind: Kind) -> TestProfile {
    TestProfile(name, kind) {
      let profile = cmsCreateProfilePlaceholder(nil)
      cmsSetProfileVersion(profile, 2.1)
      cmsSetDeviceClass(profile, Int32(kind == .cmyk ? MAKING_OUTPUT : MAKING_DISPLAY))
      cmsSetColorSpace(profile, Int32(kind == .cmyk ? MAKING_CMYK : MAKING_RGB))
      cmsSetPCS(profile, Int32(MAKING_LAB))
      _ = cmsWriteTag(profile, Int32(MAKING_MEDIA_WHITE), cmsD50_XYZ())
      let inputs: UInt32 = kind == .cmyk ? 4 : 3
      let stage = cmsStageAllocCLut16bit(nil, kind == .cmyk ? 9 : 17, inputs, 3, nil)
      _ = cmsStageSampleCLut16bit(
        stage,
        { input, output, context in
          guard let input, let output else { return 0 }
          // Light that three inks leave, or that three lamps give.
          let isInk = context != nil
          let black = isInk ? 1 - Double(input[3]) / 65_535 : 1
          let light = (0..<3).map { index -> Double in
            let number = Double(input[index]) / 65_535
            return (isInk ? 1 - 0.95 * number : number) * black
          }
          let lightness = 0.25 * light[0] + 0.65 * light[1] + 0.1 * light[2]
          let lab = [
            lightness * 100, 90 * (light[0] - light[1]) * (0.5 + lightness / 2),
            80 * (0.5 * light[0] + 0.5 * light[1] - light[2]),
          ]
          // As version 2 has Lab (ICC.1:2001-04, 6.5.10).
          output[0] = UInt16(lab[0] * 652.8)
          output[1] = UInt16((lab[1] + 128) * 256)
          output[2] = UInt16((lab[2] + 128) * 256)
          return 1
        }, kind == .cmyk ? profile : nil, 0)
      let pipeline = cmsPipelineAlloc(nil, inputs, 3)
      _ = cmsPipelineInsertStage(pipeline, 0, stage)
      _ = cmsWriteTag(profile, Int32(MAKING_A2B0), pipeline)
      return profile
    }
  }

  /// The monitor's numbers of sRGB, as Little CMS gives them in float.
  func numbers(of sRGB: [Float]) -> [Float] {
    let profile = bytes.withUnsafeBytes {
      cmsOpenProfileFromMem($0.baseAddress, UInt32($0.count))
    }
    let source = cmsCreate_sRGBProfile()
    let transform = cmsCreateTransform(
      source, UInt32(MAKING_RGB_FLOAT), profile, UInt32(MAKING_RGB_FLOAT),
      UInt32(CLCMS_RELATIVE_COLORIMETRIC), UInt32(CLCMS_BLACK_POINT_COMPENSATION))
    defer {
      cmsDeleteTransform(transform)
      _ = cmsCloseProfile(profile)
      _ = cmsCloseProfile(source)
    }
    return [Float](unsafeUninitializedCapacity: sRGB.count) { output, written in
      cmsDoTransform(transform, sRGB, output.baseAddress, UInt32(sRGB.count / 3))
      written = sRGB.count
    }
  }

  /// The sRGB of numbers from 0 to 1, as Little CMS gives it in float.
  func converted(_ numbers: [Float]) -> [Float] {
    let profile = bytes.withUnsafeBytes {
      cmsOpenProfileFromMem($0.baseAddress, UInt32($0.count))
    }
    let sRGB = cmsCreate_sRGBProfile()
    defer {
      _ = cmsCloseProfile(profile)
      _ = cmsCloseProfile(sRGB)
    }
    let format = [
      .gray: MAKING_GRAY_FLOAT, .rgb: MAKING_RGB_FLOAT, .cmyk: MAKING_CMYK_FLOAT,
    ][kind]
    let transform = cmsCreateTransform(
      profile, UInt32(format ?? 0), sRGB, UInt32(MAKING_RGB_FLOAT),
      UInt32(CLCMS_RELATIVE_COLORIMETRIC), UInt32(CLCMS_BLACK_POINT_COMPENSATION))
    defer { cmsDeleteTransform(transform) }
    // Ink is given in percents.
    let input = kind == .cmyk ? numbers.map { $0 * 100 } : numbers
    let count = numbers.count / channelCount
    return [Float](unsafeUninitializedCapacity: count * 3) { output, written in
      cmsDoTransform(transform, input, output.baseAddress, UInt32(count))
      written = count * 3
    }
  }
}
