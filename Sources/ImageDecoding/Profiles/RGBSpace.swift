/// Red, green and blue as light: one curve for the three, and the light that each is.
struct RGBSpace: Equatable, Sendable {
  var curve = ToneCurve.sRGB
  var primaries = Primaries.sRGB
  /// For people.
  var name: String
}

extension RGBSpace {
  /// What the numbers of ITU-T H.273 stand for, as in `cICP` of PNG and `nclx` of HEIF; nil for
  /// numbers that say nothing of colors, or that are not known.
  init?(primaries: Int, transfer: Int) {
    let (light, curve) = (Primaries(coded: primaries), ToneCurve(coded: transfer))
    if light == nil, curve == nil { return nil }
    let names = [Self.names[primaries], Self.curveNames[transfer]].compactMap(\.self)
    self.init(
      curve: curve ?? .sRGB, primaries: light ?? .sRGB, name: names.joined(separator: " with "))
  }

  /// Tables 2 and 3, of those that are not sRGB's.
  private static let names = [
    4: "BT.470 M", 5: "BT.470 B/G", 6: "BT.601", 7: "SMPTE 240M", 8: "film", 9: "BT.2020",
    11: "DCI-P3", 12: "Display P3", 22: "EBU 3213-E",
  ]
  private static let curveNames = [
    4: "gamma 2.2", 5: "gamma 2.8", 8: "linear light", 16: "PQ", 17: "SMPTE ST 428", 18: "HLG",
  ]
}
