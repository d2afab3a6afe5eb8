import Pixels
import Testing

@testable import X11Viewer

@Suite struct VisualChoiceTests {
  private static let deep = WindowFormat(
    checking: 30, masks: PixelMasks(red: 0x3FF0_0000, green: 0x000F_FC00, blue: 0x3FF),
    bitsPerPixel: 32, rowPadding: 32, byteOrder: .leastSignificantFirst)

  private static func alpha(isComposited: Bool) -> WindowFormat? {
    WindowFormat(
      checking: 32, masks: .display, bitsPerPixel: 32, rowPadding: 32,
      byteOrder: .leastSignificantFirst, isComposited: isComposited)
  }

  private static func choice(
    _ format: WindowFormat?, standard: Bool = false, id: UInt = 0x21, depth: Int? = nil
  ) -> VisualChoice {
    VisualChoice(
      id: id, depth: depth ?? format?.depth ?? 24, isStandard: standard, format: format)
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

  @Test("32 bits are taken where the screen is less deep or 30 bits, and nobody sees the alpha")
  func alpha() {
    let (ownDeep, own) = (
      Self.choice(Self.deep, standard: true), Self.choice(.bgrx, standard: true)
    )
    let hidden = Self.choice(Self.alpha(isComposited: false))
    let seen = Self.choice(Self.alpha(isComposited: true))
    #expect(VisualChoice.best(of: [ownDeep, hidden]) == 1)
    #expect(VisualChoice.best(of: [ownDeep, seen]) == 0)
    #expect(VisualChoice.best(of: [own, hidden]) == 0)
    #expect(VisualChoice.best(of: [hidden]) == nil)
    let ownOdd = Self.choice(nil, standard: true, depth: 24)
    #expect(VisualChoice.best(of: [ownOdd, hidden]) == nil)
  }

  @Test("what is wished for is taken if it can be written, and nothing else")
  func wishes() throws {
    let choices = [
      Self.choice(Self.deep, standard: true, id: 0x21), Self.choice(Self.deep, id: 0x22),
      Self.choice(Self.alpha(isComposited: false), id: 0x5e),
      Self.choice(Self.alpha(isComposited: true), id: 0x5f), Self.choice(nil, id: 0x60, depth: 16),
    ]
    for (text, place) in [
      ("30", 0), ("0x22", 1), ("32", 2), ("0x5E", 2), ("0x5f", 3), ("0x60", nil), ("16", nil),
      ("24", nil),
    ] as [(String, Int?)] {
      let wish = try #require(VisualWish(text))
      #expect(VisualChoice.best(of: choices, for: wish) == place, "\(text)")
    }
  }

  @Test(
    "other words are no wish",
    arguments: ["", "0", "8", "0x", "0x0", "-24", "24 ", "0xfffffffffffffffff", "deep", "33"])
  func nonsense(_ text: String) { #expect(VisualWish(text) == nil) }
}
