import Pixels
import Testing

@testable import Composing
@testable import ShmChannel
@testable import ViewerCore

/// Panels in windows that are too small for all of them.
@Suite struct PanelSqueezeTests {
  @Test("graphs become lower, then narrower, and only then do texts lose rows")
  func steps() {
    let steps = PanelSqueeze.steps
    #expect(steps.first == PanelSqueeze.none && Set(steps).count == steps.count)
    for (loose, tight) in zip(steps, steps.dropFirst()) where loose.textShare == tight.textShare {
      #expect(tight.graph.height < loose.graph.height || tight.graph.width < loose.graph.width)
    }
    #expect(steps.map(\.textShare) == steps.map(\.textShare).sorted(by: >))
    let firstCut = steps.firstIndex { $0.textShare < 1 }
    #expect(firstCut.map { steps[$0 - 1].graph } == steps.last?.graph)
  }

  @Test("the loosest with room for all counts, and without one the loosest with room for most")
  func choice() {
    let steps = PanelSqueeze.steps
    for wanted in steps.indices {
      var tried = 0
      let chosen = PanelSqueeze.loosest(for: 3) { step in
        tried += 1
        return steps.firstIndex(of: step) ?? 0 >= wanted ? 3 : 2
      }
      #expect(chosen == steps[wanted] && tried == wanted + 1, "no more is drawn than has to be")
    }
    #expect(PanelSqueeze.loosest(for: 3) { _ in 2 } == .none)
    #expect(PanelSqueeze.loosest(for: 3) { $0 == steps[5] ? 2 : 1 } == steps[5])
  }

  private static let scale: Panel = {
    let layout = FrameLayout(width: 64, height: 64, format: .gray16)
    let samples = (0..<64 * 64).map { UInt16($0 & 4_095) }
    let info = FrameInfo(
      channelID: ChannelID(low: 1, high: 2), serial: Serial(rawValue: 1),
      generation: Generation(rawValue: 1), layout: layout, publishedAt: .zero,
      caption: Caption(title: ""))
    let question = ScaleQuestion(
      frame: FrameKey(channel: info.channelID, generation: info.generation), part: layout.bounds,
      tones: Tones(), wantsBar: true, wantsHistogram: true)
    let face = samples.withUnsafeBytes { bytes in
      ScaleFace(
        question, of: info, pixels: RawSpan(_unsafeBytes: bytes),
        range: SampleRange(low: 0, high: 4_095) ?? .words)
    }
    return Panel(place: .bottomRight, kind: .scale(face), rows: [])
  }()

  private static let information = OverlayPainterTests.latinOverlay.panels[0]
  private static let pixel = Panel(
    place: .bottomLeft, kind: .notes,
    rows: [
      Panel.Row(label: "Pixel", value: "1024, 768"), Panel.Row(label: "Gray", value: "4021"),
    ])

  private func parts(_ panels: [Panel], _ width: Int, _ height: Int) -> [PixelRect] {
    OverlayPainter().parts(
      of: Overlay(panels: panels), in: Size(width: width, height: height))
  }

  @Test(
    "information, histogram and color bar have room together, whole as soon as there is any",
    arguments: [(420, 300), (640, 400), (1_024, 768), (320, 240), (300, 400)])
  func together(width: Int, height: Int) throws {
    let parts = parts([Self.information, Self.scale], width, height)
    try #require(parts.count == 2)
    #expect(parts[0].intersection(parts[1]).isEmpty)
    #expect(parts[1].height >= 60, "a graph that says something")
    #expect(parts[0].height >= 60, "the first rows of the text")
    let alone = self.parts([Self.information], width, height)
    if height >= 400 { #expect(parts[0] == alone[0], "the text is whole") }
  }

  @Test("information loses rows where a caption is, in a low window", arguments: [200, 150])
  func caption(height: Int) throws {
    let caption = Panel(
      place: .bottomLeft, kind: .caption(points: 12),
      rows: [Panel.Row(label: "", value: "camera 2, the northern gate")])
    let parts = parts([caption, Self.information], 640, height)
    try #require(parts.count == 2)
    #expect(parts[0].intersection(parts[1]).isEmpty)
    #expect(parts[1].height >= 30 && parts[1].maxY <= height)
  }

  @Test("where there is room, nothing is squeezed")
  func loose() {
    let alone = parts([Self.scale], 800, 600)
    #expect(parts([Self.information, Self.scale], 800, 600).last == alone.first)
  }

  @Test("a graph stands above another one, and beside it where the window is too low for that")
  func graphs() throws {
    let panels = [Self.information, Self.pixel, Self.scale, OverlayReferenceTests.timing]
    let high = parts(panels, 900, 600)
    try #require(high.count == 4)
    #expect(high[3].maxY < high[2].y && high[3].maxX == high[2].maxX)
    let low = parts([Self.scale, OverlayReferenceTests.timing], 900, 320)
    try #require(low.count == 2)
    #expect(low[1].maxX < low[0].x && low[1].maxY == low[0].maxY)
    #expect(low[1].x == 900 - low[0].maxX, "in the other corner")
  }

  @Test("panels are in the window and over no other, however small it is")
  func sizes() {
    let panels = [Self.information, Self.pixel, Self.scale, OverlayReferenceTests.timing]
    for width in stride(from: 60, through: 660, by: 120) {
      for height in stride(from: 50, through: 450, by: 80) {
        let parts = parts(panels, width, height)
        let window = PixelRect(x: 0, y: 0, width: width, height: height)
        for (index, part) in parts.enumerated() {
          #expect(part.intersection(window) == part, "\(width)x\(height)")
          for other in parts[..<index] {
            #expect(part.intersection(other).isEmpty, "\(width)x\(height)")
          }
        }
        #expect(!parts.isEmpty || width < 100 || height < 100)
      }
    }
  }
}
