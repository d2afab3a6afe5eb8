import Pixels
import ShmChannel
import ViewerCore

/// The line along the window's lower edge that says where one is among the frames that are still
/// there.
struct HistoryLine {
  /// The whole line.
  let frame: PixelRect
  /// The part that stands for the shown frame.
  let mark: PixelRect?

  /// Between the frames that were and those that come.
  private static let ground: UInt32 = 0xFF14_1619
  private static let track: UInt32 = 0xFF6B_7280
  private static let here: UInt32 = 0xFFFF_FFFF

  /// - Parameter overlay: tells the resolution.
  init(_ face: HistoryFace, of overlay: Overlay, in window: Size) {
    let resolution = TextResolution.fitted(overlay.resolution, to: window)
    let scale = resolution / TextResolution.standard
    let height = PanelMeasures(scale: scale, window: window).historyHeight
    let frame = PixelRect(
      x: 0, y: window.height - height, width: window.width, height: height)
    self.frame = frame
    mark = face.mark(in: window.width).map { part in
      let width = max(part.count, height)  // one of many still is seen
      let x = min(part.lowerBound, max(0, window.width - width))
      return PixelRect(x: x, y: frame.y, width: min(width, window.width), height: height)
    }
  }

  /// Draws it, as far as it is in `clip`.
  func paint(into rows: inout MutableRawSpan, layout: FrameLayout, clip: PixelRect) {
    let edge = max(1, frame.height / 4)
    let inner = PixelRect(
      x: frame.x, y: frame.y + edge, width: frame.width, height: frame.height - edge)
    fill(frame.intersection(clip), with: Self.ground, in: &rows, layout: layout)
    fill(inner.intersection(clip), with: Self.track, in: &rows, layout: layout)
    if let mark { fill(mark.intersection(clip), with: Self.here, in: &rows, layout: layout) }
  }
}
