/// Red, green and blue as light: one curve for the three, and the light that each is.
struct RGBSpace: Equatable {
  var curve = ToneCurve.sRGB
  var primaries = Primaries.sRGB
}

extension RGBSpace {
  /// What the numbers of ITU-T H.273 stand for, as in `cICP` of PNG and `nclx` of HEIF; nil for
  /// numbers that say nothing of colours, or that are not known.
  init?(primaries: Int, transfer: Int) {
    let (light, curve) = (Primaries(coded: primaries), ToneCurve(coded: transfer))
    if light == nil, curve == nil { return nil }
    self.init(curve: curve ?? .sRGB, primaries: light ?? .sRGB)
  }
}
