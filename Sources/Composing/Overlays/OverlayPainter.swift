package import Pixels
package import ScreenText
package import ShmChannel
package import ViewerCore

/// Draws overlays over composed rows, and keeps the panels that it has drawn: one that has not
/// changed is not laid out again.
package final class OverlayPainter {
  private struct Placed {
    let panel: PaintedPanel
    /// How far it has given way to those before it.
    var lowered = 0
    /// How far it has gone to the right for them; negative to the left.
    var moved = 0

    var frame: PixelRect { panel.frame.moved(x: moved, y: lowered) }
  }

  /// Why there is no text; nothing else is missing then.
  package private(set) var failure: TextError?

  private var painter: PanelPainter?
  /// What everything below was made for.
  private var purpose: (resolution: Double, window: Size)?
  private var panels: [Drawn: PaintedPanel?] = [:]
  /// More than one overlay has, squeezed in every way.
  private static let limit = 32

  private struct Drawn: Hashable {
    let panel: Panel
    let squeeze: PanelSqueeze
  }

  /// A painter that has drawn nothing yet.
  package init() {}

  /// Draws the overlay, as far as it is in `clip`.
  ///
  /// - Parameter layout: the window's, of which `rows` are the pixels.
  package func paint(
    _ overlay: Overlay, into rows: inout MutableRawSpan, layout: FrameLayout, clip: PixelRect
  ) {
    let window = Size(width: layout.width, height: layout.height)
    if let cover = overlay.cover {
      return fill(
        PixelRect(window).intersection(clip), with: cover, in: &rows, layout: layout)
    }
    if let edge = overlay.edge {
      for side in edges(of: overlay, in: window) {
        fill(side.intersection(clip), with: edge, in: &rows, layout: layout)
      }
    }
    paintOutline(of: overlay, into: &rows, layout: layout, clip: clip)
    line(of: overlay, in: window)?.paint(into: &rows, layout: layout, clip: clip)
    for placed in placed(overlay, in: window) {
      placed.panel.paint(at: placed.frame, into: &rows, layout: layout, clip: clip)
    }
  }

  /// A bright line inside of a dark one, so that it is seen on any picture.
  private func paintOutline(
    of overlay: Overlay, into rows: inout MutableRawSpan, layout: FrameLayout, clip: PixelRect
  ) {
    guard let outline = overlay.outline else { return }
    let around = Self.outlined(overlay)
    let lines = [
      (around.subtracting(outline), Self.dark),
      (outline.subtracting(outline.grown(by: -1)), Self.bright),
    ]
    for (sides, colour) in lines {
      for side in sides {
        fill(side.intersection(clip), with: colour, in: &rows, layout: layout)
      }
    }
  }

  private static let dark: UInt32 = 0xFF00_0000
  private static let bright: UInt32 = 0xFFFF_FFFF

  /// What an outline takes, with its dark line.
  private static func outlined(_ overlay: Overlay?) -> PixelRect {
    overlay?.outline?.grown(by: 1) ?? PixelRect(x: 0, y: 0, width: 0, height: 0)
  }

  /// The part of the window in which one overlay looks other than the other.
  func difference(_ first: Overlay?, _ second: Overlay?, in window: Size) -> PixelRect {
    if first?.edge != second?.edge || first?.cover != second?.cover
      || first?.resolution != second?.resolution
    {
      return PixelRect(window)
    }
    let old = first.map { placed($0, in: window) } ?? []
    let new = second.map { placed($0, in: window) } ?? []
    func changes(_ some: [Placed], _ others: [Placed]) -> [Placed] {
      some.filter { one in
        !others.contains { $0.panel === one.panel && $0.frame == one.frame }
      }
    }
    let outlines = first?.outline == second?.outline ? [] : [first, second].map(Self.outlined)
    let lines =
      first?.history == second?.history
      ? [] : [first, second].compactMap { $0.flatMap { line(of: $0, in: window) }?.frame }
    return ((changes(old, new) + changes(new, old)).map(\.frame) + outlines + lines)
      .reduce(PixelRect(x: 0, y: 0, width: 0, height: 0)) { $0.union($1) }
      .intersection(PixelRect(window))
  }

  /// The parts of the window that the panels and the line take; they may overlap.
  package func parts(of overlay: Overlay, in window: Size) -> [PixelRect] {
    let line = line(of: overlay, in: window).map { [$0.frame] } ?? []
    return (placed(overlay, in: window).map(\.frame) + line)
      .map { $0.intersection(PixelRect(window)) }.filter { !$0.isEmpty }
  }

  private func line(of overlay: Overlay, in window: Size) -> HistoryLine? {
    overlay.history.map { HistoryLine($0, of: overlay, in: window) }
  }

  /// How many pages a panel takes there, of which it may be any; nil where there is no text.
  package func pageCount(of panel: Panel, in window: Size, resolution: Double) -> Int? {
    adapt(to: resolution, window)
    if painter == nil { return nil }
    return painted(panel, in: window)?.pageCount ?? 0
  }

  /// The line around the window, if there is one.
  package func edges(of overlay: Overlay, in window: Size) -> [PixelRect] {
    if overlay.edge == nil { return [] }
    let resolution = TextResolution.fitted(overlay.resolution, to: window)
    let scale = resolution / TextResolution.standard
    let width = PanelMeasures(scale: scale, window: window).edgeWidth
    let inside = PixelRect(
      x: width, y: width, width: max(0, window.width - 2 * width),
      height: max(0, window.height - 2 * width))
    return PixelRect(window).subtracting(inside)
  }

  private func placed(_ overlay: Overlay, in window: Size) -> [Placed] {
    adapt(to: overlay.resolution, window)
    if panels.count > Self.limit {
      panels = panels.filter { overlay.panels.contains($0.key.panel) }
    }
    let squeeze = PanelSqueeze.loosest(for: overlay.panels.count) {
      placed(overlay, in: window, $0).count
    }
    return placed(overlay, in: window, squeeze)
  }

  private func placed(
    _ overlay: Overlay, in window: Size, _ squeeze: PanelSqueeze
  ) -> [Placed] {
    var all: [Placed] = []
    for panel in overlay.panels {
      guard let painted = painted(panel, in: window, squeeze) else { continue }
      var placed = Placed(panel: painted)
      let hasRoom =
        switch panel.place {
        case .topLeft, .topRight: lower(&placed, below: all, in: window)
        case .bottomLeft, .bottomRight: makeRoom(for: &placed, beside: all, in: window)
        default: true
        }
      if hasRoom { all.append(placed) }
    }
    return all
  }

  /// Moves a panel below one that it would cover; whether it has room there.
  private func lower(_ placed: inout Placed, below others: [Placed], in window: Size) -> Bool {
    let covered = others.filter { !$0.frame.intersection(placed.frame).isEmpty }
    guard let other = covered.first else { return true }
    placed.lowered = other.frame.maxY + other.frame.y - placed.frame.y
    return placed.frame.maxY <= window.height
      && others.allSatisfy { $0.frame.intersection(placed.frame).isEmpty }
  }

  /// Moves a panel above one that it would cover, or else to the other side; whether it has room at
  /// all.
  private func makeRoom(for placed: inout Placed, beside others: [Placed], in window: Size) -> Bool
  {
    func isFree(_ frame: PixelRect) -> Bool {
      others.allSatisfy { $0.frame.intersection(frame).isEmpty }
    }
    if isFree(placed.frame) { return true }
    let (left, right) = (placed.frame.x, window.width - placed.frame.maxX)
    let below = others.first {
      $0.frame.maxY == placed.frame.maxY && !$0.frame.intersection(placed.frame).isEmpty
    }
    if let below {
      placed.lowered = -below.frame.height - min(left, right)
      if placed.frame.y >= 0 && isFree(placed.frame) { return true }
      placed.lowered = 0
    }
    placed.moved = right - left
    return isFree(placed.frame)
  }

  private func painted(
    _ panel: Panel, in window: Size, _ squeeze: PanelSqueeze = .none
  ) -> PaintedPanel? {
    let drawn = Drawn(panel: panel, squeeze: squeeze.part(for: panel.kind))
    if let known = panels[drawn] { return known }
    let new = painter?.paint(panel, in: window, drawn.squeeze)
    panels[drawn] = .some(new)
    return new
  }

  /// Fonts are looked for when there first is a text, and at a new resolution.
  private func adapt(to resolution: Double, _ window: Size) {
    let resolution = TextResolution.fitted(resolution, to: window)
    if let purpose, purpose == (resolution, window) { return }
    panels.removeAll()
    if purpose?.resolution != resolution {
      do throws(TextError) {
        painter = try PanelPainter(resolution: resolution)
        failure = nil
      } catch {
        painter = nil
        failure = error
      }
    }
    purpose = (resolution, window)
  }
}
