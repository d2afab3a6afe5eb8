import Pixels
import ScreenText
import ShmChannel
import ShmShow
import Testing
import ViewerCore

@testable import Composing

@Suite struct OverlayPainterTests {
  private static let picture = Information.Picture(
    title: "moonrise.jpg", size: Size(width: 1920, height: 1080), scale: 1, generation: 7,
    age: .seconds(3), path: .direct)
  static let information = Information(
    channel: "default", picture: picture, rate: 60, skipped: 2,
    show: ShowStatus(state: .playing, position: 1, count: 12, directory: "~/Pictures/夜景/مرحبا"))
  /// Without scripts whose letters come from fonts of any kind.
  static let latinOverlay = Overlay(
    panels: [
      Information(channel: "default", picture: picture, rate: 60, skipped: 2).panel
    ])
  static let overlay = Overlay(panels: [information.panel])
  static let badge = Panel.frozen(news: 7)
  static let everything = Overlay(
    panels: [information.panel, badge, Self.controls.panel()], edge: Overlay.amber)

  private let painter = OverlayPainter()

  @Test("no size of a window is too small, and nothing is painted outside of the clip")
  func sizes() {
    for size in [(1, 1), (1, 400), (400, 1), (7, 7), (20, 20), (60, 40), (200, 120), (900, 640)] {
      let window = Size(width: size.0, height: size.1)
      let blank = Canvas(window, 0x12_3456)
      let whole = blank.painted(Self.everything, by: painter)
      let clip = PixelRect(x: size.0 / 3, y: size.1 / 3, width: size.0 / 2, height: size.1 / 2)
      let part = blank.painted(Self.everything, by: painter, clip: clip)
      for y in 0..<size.1 {
        for x in 0..<size.0 {
          #expect(part[x, y] == (clip.contains(x: x, y: y) ? whole : blank)[x, y])
        }
      }
    }
  }

  @Test("information stands near the top left corner, with margins, and does not cover the rest")
  func place() {
    let blank = Canvas(Size(width: 640, height: 400), 0x12_3456)
    let frame = blank.painted(Self.overlay, by: painter).difference(from: blank)
    #expect(frame == painter.extent(of: Self.overlay, in: blank.size))
    #expect((4...20).contains(frame.x) && (4...20).contains(frame.y))
    #expect(frame.width < 400 && (150..<300).contains(frame.height))
  }

  @Test(
    "text stands out from its sheet by 4.5 to 1 and more, whatever the picture",
    arguments: [
      UInt32(0x00_0000), 0xFF_FFFF, 0xFF_B000, 0x80_8080,
    ])
  func contrast(picture: UInt32) {
    let blank = Canvas(Size(width: 640, height: 400), picture)
    let painted = blank.painted(Self.overlay, by: painter)
    let frame = painter.extent(of: Self.overlay, in: blank.size)
    let inside = PixelRect(
      x: frame.x + 4, y: frame.y + 4, width: frame.width - 8, height: frame.height - 8)
    let luminances = painted.luminances(in: inside).sorted()
    // Most of a panel is its sheet; its text is a tenth of it or so.
    let sheet = luminances[luminances.count / 2]
    let ink = luminances[luminances.count * 97 / 100]
    #expect((ink + 0.05) / (sheet + 0.05) >= 4.5)
    let share = Double(luminances.filter { $0 > sheet + 0.1 }.count) / Double(luminances.count)
    #expect((0.03...0.4).contains(share), "\(share) of it is text")
  }

  @Test("a panel in which nothing has changed is not painted again; what has changed is known")
  func difference() throws {
    let size = Size(width: 640, height: 400)
    var first = Overlay(panels: [Self.information.panel, Self.badge])
    #expect(painter.difference(first, first, in: size).isEmpty)
    var second = first
    second.panels[1].rows[0].value = "+8 new"
    let part = painter.difference(first, second, in: size)
    let badge = painter.extent(of: Overlay(panels: [second.panels[1]]), in: size)
    #expect(part == badge)
    let blank = Canvas(size, 0x12_3456)
    let (old, new) = (blank.painted(first, by: painter), blank.painted(second, by: painter))
    let changed = new.difference(from: old)
    #expect(!changed.isEmpty && changed.intersection(part) == changed)
    first.edge = Overlay.amber  // which surrounds the window
    #expect(painter.difference(first, second, in: size) == PixelRect(size))
  }

  @Test("an outline is bright inside and dark outside; another one changes what both take")
  func outline() {
    let size = Size(width: 40, height: 30)
    let blank = Canvas(size, 0x80_8080)
    let first = Overlay(outline: PixelRect(x: 5, y: 6, width: 20, height: 10))
    let second = Overlay(outline: PixelRect(x: 30, y: 20, width: 200, height: 200))
    let around = PixelRect(x: 4, y: 5, width: 22, height: 12)
    let painted = blank.painted(first, by: painter)
    #expect(painted.difference(from: blank) == around)
    #expect(painted[4, 5] == 0 && painted[5, 6] == 0xFF_FFFF && painted[6, 7] == 0x80_8080)
    #expect(painted[24, 15] == 0xFF_FFFF && painted[25, 16] == 0)
    #expect(painter.difference(first, first, in: size).isEmpty)
    #expect(painter.difference(Overlay(), first, in: size) == around)
    #expect(
      painter.difference(first, second, in: size) == PixelRect(x: 4, y: 5, width: 36, height: 25))
    _ = blank.painted(second, by: painter)  // beyond the window's edges
  }

  @Test("a badge gives way to the information where both have no room side by side")
  func crowded() {
    let overlay = Overlay(panels: [Self.information.panel, Self.badge])
    let size = Size(width: 300, height: 400)
    let both = painter.extent(of: overlay, in: size)
    let one = painter.extent(of: Self.overlay, in: size)
    #expect(both.height > one.height + 20 && both.maxY <= 400)
  }

  /// What the help of most windows tells.
  private static let controls = Controls.standard.forOneChannel

  private func pageCount(_ window: Size) -> Int {
    painter.pageCount(
      of: Self.controls.panel(), in: window, resolution: TextResolution.standard)
      ?? -1
  }

  @Test("the help takes columns where the window is wide, and one page where it has room")
  func help() {
    func frame(_ width: Int, _ height: Int) -> PixelRect {
      let window = Size(width: width, height: height)
      #expect(pageCount(window) == 1)
      return painter.extent(
        of: Overlay(panels: [Self.controls.panel()]), in: window)
    }
    let (wide, high) = (frame(1600, 450), frame(700, 1200))
    #expect(wide.width > 900 && wide.height < 450)
    #expect(high.width < 650 && high.height > 500)
    #expect(wide.x + wide.width / 2 == 800 || wide.x + wide.width / 2 == 799, "in the middle")
  }

  @Test(
    "in a small window the help has pages at one place, each another, and nothing beyond the last",
    arguments: [(640, 400), (320, 240), (200, 150), (1600, 150)])
  func pages(width: Int, height: Int) {
    let window = Size(width: width, height: height)
    let count = pageCount(window)
    #expect(count > 1)
    let blank = Canvas(window, 0x12_3456)
    func page(_ number: Int) -> Overlay { Overlay(panels: [Self.controls.panel(page: number)]) }
    let pages = (0..<count).map { blank.painted(page($0), by: painter) }
    let frames = (0..<count).map { painter.extent(of: page($0), in: window) }
    #expect(frames.allSatisfy { $0 == frames[0] && $0.maxX <= width && $0.maxY <= height })
    for (one, next) in zip(pages, pages.dropFirst()) { #expect(one != next) }
    #expect(blank.painted(page(count), by: painter) == pages[count - 1])
    for number in [count, .max] {
      let panel = Self.controls.panel(page: number)
      #expect(painter.pageCount(of: panel, in: window, resolution: 96) == count)
    }
  }

  @Test("where not one row of the help has room, it has no page")
  func noPages() {
    #expect(pageCount(Size(width: 40, height: 30)) == 0)
    #expect(
      painter.parts(
        of: Overlay(panels: [Self.controls.panel()]), in: Size(width: 40, height: 30)) == [])
  }

  @Test("a badge's words stand in its middle", arguments: [UInt64(0), 7])
  func badge(news: UInt64) {
    let window = Size(width: 400, height: 200)
    let overlay = Overlay(panels: [.frozen(news: news)])
    let painted = Canvas(window, 0x80_8080).painted(overlay, by: painter)
    let frame = painter.extent(of: overlay, in: window)
    let inked = (frame.x..<frame.maxX).filter { x in
      (frame.y + 4..<frame.maxY - 4).contains { painted[x, $0] & 0xFF > 0x90 }
    }
    let (left, right) = ((inked.first ?? 0) - frame.x, frame.maxX - 1 - (inked.last ?? 0))
    #expect(abs(left - right) <= 3, "\(left) left of them, \(right) right")
  }

  @Test("twice the resolution is twice the size")
  func resolution() {
    var overlay = Self.latinOverlay
    let size = Size(width: 1200, height: 900)
    let small = painter.extent(of: overlay, in: size)
    overlay.resolution = 192
    let large = painter.extent(of: overlay, in: size)
    #expect(abs(large.width - 2 * small.width) < 60)
    #expect(abs(large.height - 2 * small.height) < 30)
  }

  @Test("a small window on a fine screen has help and welcome as at the standard resolution")
  func smallAndFine() {
    let window = Size(width: 300, height: 200)
    for panel in [
      Self.controls.panel(),
      Panel.waiting("waiting for channel default", hints: ["? for keys"]),
    ] {
      var overlay = Overlay(panels: [panel])
      let standard = painter.extent(of: overlay, in: window)
      overlay.resolution = 192
      #expect(painter.extent(of: overlay, in: window) == standard)
    }
  }

  @Test("the amber edge is on all four sides, and a few pixels wide")
  func edge() {
    let blank = Canvas(Size(width: 100, height: 80), 0xFF_FFFF)
    let painted = blank.painted(Overlay(edge: Overlay.amber), by: painter)
    for place in [(0, 40), (99, 40), (50, 0), (50, 79), (3, 3)] {
      #expect(painted[place.0, place.1] == 0xFF_B000)
    }
    #expect(painted[4, 40] == 0xFF_FFFF && painted[50, 75] == 0xFF_FFFF)
  }
}

extension OverlayPainter {
  /// The least rectangle that holds all panels.
  fileprivate func extent(of overlay: Overlay, in window: Size) -> PixelRect {
    parts(of: overlay, in: window)
      .reduce(PixelRect(x: 0, y: 0, width: 0, height: 0)) { $0.union($1) }
  }
}
