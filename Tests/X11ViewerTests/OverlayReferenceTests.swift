import Foundation
import Pixels
import Testing

@testable import X11Viewer

/// Overlays against pictures of them that somebody has looked at; see `References/README.md`.
@Suite struct OverlayReferenceTests {
  /// Means of 4x4 pixels, from black to white.
  struct Cells: Equatable {
    static let side = 4

    let width: Int
    var values: [UInt8]

    init(of canvas: Canvas) {
      let width = canvas.size.width / Self.side
      self.width = width
      values = (0..<width * (canvas.size.height / Self.side)).map { index in
        let (left, top) = (index % width * Self.side, index / width * Self.side)
        var sum = 0
        for y in top..<top + Self.side {
          for x in left..<left + Self.side { sum += Int(canvas[x, y] >> 8 & 0xFF) }
        }
        return UInt8(sum / (Self.side * Self.side))
      }
    }

    init?(file: URL) {
      guard let bytes = try? [UInt8](Data(contentsOf: file)) else { return nil }
      let parts = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, parts[0].elementsEqual("P5".utf8), parts[2].elementsEqual("255".utf8),
        let width = String(decoding: parts[1], as: UTF8.self).split(separator: " ").first
          .flatMap({ Int($0) }), width > 0
      else { return nil }
      (self.width, values) = (width, Array(parts[3]))
    }

    func write(to file: URL) throws {
      let header = "P5\n\(width) \(values.count / width)\n255\n"
      try (Data(header.utf8) + Data(values)).write(to: file)
    }
  }

  static let overlays: [(name: String, overlay: Overlay)] = [
    ("information", OverlayPainterTests.latinOverlay),
    ("frozen", Overlay(panels: [OverlayPainterTests.badge], edge: Overlay.amber)),
    ("large", Overlay(panels: OverlayPainterTests.latinOverlay.panels, resolution: 144)),
  ]

  @Test("overlays look as their reference pictures", arguments: overlays)
  func same(name: String, overlay: Overlay) throws {
    let blank = Canvas(Size(width: 640, height: 400), 0x80_8080)
    let drawn = Cells(of: blank.painted(overlay, by: OverlayPainter()))
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "References/\(name).pgm")
    if ProcessInfo.processInfo.environment["SHMVIEW_WRITE_REFERENCES"] != nil {
      try drawn.write(to: file)
    }
    let reference = try #require(Cells(file: file), "\(file.path) is a picture")
    #expect(drawn.width == reference.width && drawn.values.count == reference.values.count)
    let differences = zip(drawn.values, reference.values).map { abs(Int($0) - Int($1)) }
    let mean = Double(differences.reduce(0, +)) / Double(differences.count)
    #expect(mean < 1, "differs by \(mean) of 255 on the average")
    #expect(differences.max() ?? 0 < 64, "differs by \(differences.max() ?? 0) at one place")
  }
}
