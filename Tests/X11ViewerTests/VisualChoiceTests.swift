import Pixels
import Testing

@testable import X11Viewer

@Suite struct VisualChoiceTests {
  private static let deep = WindowFormat(
    checking: 30, masks: PixelMasks(red: 0x3FF0_0000, green: 0x000F_FC00, blue: 0x3FF),
    bitsPerPixel: 32, rowPadding: 32, byteOrder: .leastSignificantFirst)

  private static func choice(_ format: WindowFormat?, standard: Bool = false) -> VisualChoice {
    VisualChoice(isStandard: standard, format: format)
  }

  @Test("frames go the direct way where a visual lets them, else the screen's own is taken")
  func best() {
    let (direct, own) = (Self.choice(.bgrx), Self.choice(.bgrx, standard: true))
    let (deep, ownDeep) = (Self.choice(Self.deep), Self.choice(Self.deep, standard: true))
    let (unfit, ownUnfit) = (Self.choice(nil), Self.choice(nil, standard: true))
    #expect(VisualChoice.best(of: [direct, own]) == 1)
    #expect(VisualChoice.best(of: [ownDeep, unfit, direct]) == 2)
    #expect(VisualChoice.best(of: [unfit, deep, ownDeep]) == 2)
    #expect(VisualChoice.best(of: [ownUnfit, deep]) == nil)
    #expect(VisualChoice.best(of: []) == nil)
  }
}
