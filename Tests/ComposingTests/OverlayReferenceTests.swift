import Foundation
import ImageEncoding
import Pixels
import TestSupport
import Testing

@testable import Composing
@testable import ShmChannel
@testable import ViewerCore

/// Overlays against pictures of them that somebody has looked at; see `References/README.md`.
@Suite struct OverlayReferenceTests {
  /// What is compared with the picture of that name.
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let draw: @Sendable () throws -> Canvas
    var testDescription: String { name }

    init(_ name: String, _ draw: @escaping @Sendable () throws -> Canvas) {
      (self.name, self.draw) = (name, draw)
    }

    /// An overlay over a middle grey.
    init(_ name: String, _ width: Int, _ height: Int, _ overlay: Overlay) {
      self.init(name) {
        Canvas(Size(width: width, height: height), 0x80_8080)
          .painted(overlay, by: OverlayPainter())
      }
    }
  }

  static let information = OverlayPainterTests.latinOverlay.panels
  static let samples = [
    Sample("information", 360, 220, Overlay(panels: information)),
    Sample("information-large", 500, 310, Overlay(panels: information, resolution: 144)),
    Sample("frozen", 240, 80, Overlay(panels: [.frozen(news: 7)])),
    Sample("stale", 240, 80, Overlay(edge: Overlay.amber)),
    Sample("everything", 420, 320, everything),
    Sample("help", 1000, 480, Overlay(panels: [Controls.standard.panel()])),
    Sample("help-page", 420, 260, Overlay(panels: [Controls.standard.panel(page: 1)])),
    Sample("help-narrow", 240, 200, Overlay(panels: [Controls.standard.panel(page: 0)])),
    Sample("pixel", 200, 120, Overlay(panels: [.pixel(pixel(alpha: nil), isCopied: false)])),
    Sample("pixel-copied", 240, 140, Overlay(panels: [.pixel(pixel(alpha: 128), isCopied: true)])),
    Sample("waiting") { waiting(360, 240) },
    Sample("waiting-narrow") { waiting(140, 60) },
    Sample("grid") {
      try Canvas(Size(width: 192, height: 144), gridOf: colours, behind: .darkSquares)
    },
    Sample("grid-dark") {
      try Canvas(
        Size(width: 256, height: 192), gridOf: shades, hasAlpha: true, behind: .darkSquares)
    },
    Sample("grid-white") {
      try Canvas(Size(width: 256, height: 192), gridOf: shades, hasAlpha: true, behind: .white)
    },
    Sample("timing", 320, 300, Overlay(panels: [timing])),
    Sample("clipping") { Canvas(landscape, marked: judging { $0.showsClipping = true }) },
    Sample("peaks") { Canvas(landscape, marked: judging { $0.showsPeaks = true }) },
    Sample("guides") { Canvas(landscape, marked: judging { $0.guides = .goldenRatio }) },
    Sample("judging") {
      let all = judging {
        ($0.showsClipping, $0.showsPeaks, $0.guides) = (true, true, .thirds)
      }
      return Canvas(landscape, marked: all)
        .painted(Overlay(panels: [histogram]), by: OverlayPainter())
    },
  ]

  private static func judging(_ change: (inout Judging) -> Void) -> Judging {
    var judging = Judging()
    change(&judging)
    return judging
  }

  /// A sky that is too bright around its sun, a hill in the dark, and grass of which only a band is
  /// sharp.
  private static let landscape = Picture(width: 320, height: 240) { x, y in
    let sun = max(0, 260 - hypot(Double(x) - 80, Double(y) - 60) * 1.6)
    let isHill = y > 110 + (x - 200) * (x - 200) / 700
    let blur = min(max(abs(Double(y) - 190) - 12, 0) / 12, 1)
    let blade = (x * 7 + y * 3) % 8 < 4 ? 60 * (1 - blur) : 0
    let colours: [(sky: Double, grass: Double)] = [(190, 20), (110, 90), (70, 40)]
    return colours.enumerated().reduce(0xFF00_0000) { pixel, colour in
      let (sky, grass) = colour.element
      let level = y > 160 ? grass + blade : isHill ? 0 : sky + sun
      return pixel | UInt32(min(level, 255)) << UInt32(8 * colour.offset)
    }
  }

  /// Of the same picture.
  private static var histogram: Panel {
    let layout = FrameLayout.display(width: landscape.width, height: landscape.height)
    let info = FrameInfo(
      channelID: ChannelID(low: 1, high: 2), serial: Serial(rawValue: 1),
      generation: Generation(rawValue: 1), layout: layout, publishedAt: .zero,
      caption: Caption(title: ""))
    let question = ScaleQuestion(
      frame: FrameKey(channel: info.channelID, generation: info.generation),
      part: layout.bounds, tones: Tones(), wantsBar: false, wantsHistogram: true)
    let face = landscape.pixels.withUnsafeBytes {
      ScaleFace(question, of: info, pixels: RawSpan(_unsafeBytes: $0), range: .bytes)
    }
    return Panel(place: .bottomRight, kind: .scale(face), rows: [])
  }

  /// A server that gets slower, and a viewer that composes.
  static var timing: Panel {
    var recorder = LatencyRecorder()
    let start = Moment(instant: Instant(sinceBoot: .seconds(1000)), wall: .seconds(1))
    for number in 1...100 {
      let generation = Generation(rawValue: UInt64(number))
      let info = FrameInfo(
        channelID: ChannelID(low: 1, high: 2), serial: Serial(rawValue: 1), generation: generation,
        layout: .display(width: 1, height: 1), publishedAt: .microseconds(999_900),
        caption: Caption(title: "", capturedAt: .milliseconds(990)))
      let key = FrameKey(channel: info.channelID, generation: generation)
      recorder.didAcquire(info, at: start)
      recorder.didPut(key, at: start.instant + .microseconds(700))
      let end = start.instant + .microseconds(1200 + number * number / 5)
      recorder.didExecute(key, at: end)
      recorder.didShow(key, at: end, isTold: false)
    }
    return TimingFace(recorder).map {
      Panel(place: .bottomRight, kind: .timing($0), rows: [])
    } ?? .paused
  }

  private static let everything = Overlay(
    panels: information + [.frozen(news: 7), .pixel(nil, isCopied: false)], edge: Overlay.amber)

  private static func pixel(alpha: UInt32?) -> PixelValue {
    let samples = [0xE2, 0xFB, 0xFF, Double(alpha ?? 0)]
    return PixelValue(
      samples, of: alpha == nil ? .bgrx : .bgra, display: (alpha ?? 0) << 24 | 0xFFFBE2, x: 1042,
      y: 430)
  }

  private static func waiting(_ width: Int, _ height: Int) -> Canvas {
    Canvas(Size(width: width, height: height), Backdrop.dark.bars & 0xFF_FFFF)
      .painted(
        Overlay(
          panels: [
            .waiting(
              "waiting for channel default",
              hints: ["shmshare FILE, or drop a picture here", "? for keys"])
          ]), by: OverlayPainter())
  }

  /// Black, white and strong colours between them.
  private static let colours = Picture(width: 4, height: 3) { x, y in
    let levels: [UInt32] = [0x00, 0x55, 0xAA, 0xFF]
    return 0xFF00_0000 | levels[x] << 16 | levels[3 - x] << 8 | levels[y + 1]
  }

  private static let shades = Picture(width: 4, height: 3) { x, y in
    UInt32(x * 85) << 24 | UInt32(y * 100) << 16 | UInt32(y * 110) << 8 | UInt32(y * 120)
  }

  @Test("overlays look as their reference pictures", arguments: samples)
  func same(sample: Sample) throws {
    let drawn = try sample.draw()
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "References/\(sample.name).png")
    if ProcessInfo.processInfo.environment["SHMVIEW_WRITE_REFERENCES"] != nil {
      try drawn.write(to: file.path)
    }
    let reference = try Picture(png: [UInt8](Data(contentsOf: file)))
    #expect(reference.width == drawn.size.width && reference.height == drawn.size.height)
    let (cells, others) = (Cells(of: Picture(drawn)), Cells(of: reference))
    let differences = zip(cells.values, others.values).map { abs(Int($0) - Int($1)) }
    let mean = Double(differences.reduce(0, +)) / Double(differences.count)
    #expect(mean < 1, "differs by \(mean) of 255 on the average")
    #expect(differences.max() ?? 0 < 64, "differs by \(differences.max() ?? 0) at one place")
  }
}

/// Means of each channel over 4x4 pixels: versions of FreeType differ in single ones.
private struct Cells {
  private static let side = 4
  let values: [UInt8]

  init(of picture: Picture) {
    let (columns, rows) = (picture.width / Self.side, picture.height / Self.side)
    values = (0..<columns * rows).flatMap { index in
      let (left, top) = (index % columns * Self.side, index / columns * Self.side)
      var sums = [0, 0, 0]
      for y in top..<top + Self.side {
        for x in left..<left + Self.side {
          for channel in 0..<3 { sums[channel] += Int(picture[x, y] >> (8 * channel) & 0xFF) }
        }
      }
      return sums.map { UInt8($0 / (Self.side * Self.side)) }
    }
  }
}

extension Picture {
  fileprivate init(_ canvas: Canvas) {
    self.init(width: canvas.size.width, height: canvas.size.height) { canvas[$0, $1] }
  }
}

extension Canvas {
  /// Writes a PNG.
  fileprivate func write(to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    defer { close(file) }
    try pixels.withUnsafeBytes { bytes in
      try ImageEncoder.write(
        RawSpan(_unsafeBytes: bytes),
        layout: .display(width: size.width, height: size.height), as: .png, to: file)
    }
  }
}
