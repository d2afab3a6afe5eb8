package import Pixels

/// All that is drawn over a picture, or over the bars where there is none: a pure value.
package struct Overlay: Equatable, Sendable {
  /// From the lowest to the topmost.
  package var panels: [Panel] = []
  /// The color of a line around the window, `0xFFRRGGBB`.
  package var edge: UInt32?
  /// What has a line around it, in pixels of the window.
  package var outline: PixelRect?
  /// A thin line along the lower edge, with a mark where one is.
  package var history: HistoryFace?
  /// A color over all of the window, `0xFFRRGGBB`; nothing else is seen then.
  package var cover: UInt32?
  /// Dots per inch, by which all of it is scaled.
  package var resolution = TextResolution.standard

  /// Says that the shown frame is older than it should be.
  package static let amber: UInt32 = 0xFFFF_B000

  /// Says that what is dragged over the window can be dropped.
  package static let blue: UInt32 = 0xFF3D_A5F4

  /// Whether there is nothing to draw.
  package var isEmpty: Bool {
    panels.isEmpty && edge == nil && outline == nil && history == nil && cover == nil
  }

  /// What is seen while the screen is to be off.
  package static let dark = Overlay(cover: 0xFF00_0000)

  package init(
    panels: [Panel] = [], edge: UInt32? = nil, outline: PixelRect? = nil,
    history: HistoryFace? = nil, cover: UInt32? = nil,
    resolution: Double = TextResolution.standard
  ) {
    self.history = history
    self.cover = cover
    self.panels = panels
    self.edge = edge
    self.outline = outline
    self.resolution = resolution
  }
}
