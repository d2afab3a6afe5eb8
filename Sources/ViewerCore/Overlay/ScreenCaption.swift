import ShmChannel
import ShmShow

/// A line or more that stand over every picture (`--caption`).
package struct ScreenCaption: Sendable {
  /// The corners of a window, as `--caption-corner` calls them.
  package enum Corner: String, CaseIterable, Sendable {
    case topLeft = "top-left"
    case topRight = "top-right"
    case bottomLeft = "bottom-left"
    case bottomRight = "bottom-right"

    var place: Panel.Place {
      switch self {
      case .topLeft: .topLeft
      case .topRight: .topRight
      case .bottomLeft: .bottomLeft
      case .bottomRight: .bottomRight
      }
    }
  }

  /// How large letters may be, in points.
  package static let sizes = 6...144

  private let format: CaptionFormat
  private let corner: Corner
  private let points: Int
  private let calendar: CalendarWords

  /// - Precondition: `sizes` has the points.
  package init(
    _ format: CaptionFormat, in corner: Corner, points: Int, _ calendar: CalendarWords
  ) {
    precondition(Self.sizes.contains(points), "letters of \(points) points")
    self.format = format
    self.corner = corner
    self.points = points
    self.calendar = calendar
  }

  var needsShow: Bool { format.needsShow }

  /// What stands over a picture; nil where there is nothing to say.
  func panel(
    over frame: FrameInfo, in channel: String, _ show: ShowStatus?, at now: Moment
  ) -> Panel? {
    let lines = format.lines(of: frame, in: channel, show, at: now.wall, by: calendar)
    if lines.isEmpty { return nil }
    return Panel(
      place: corner.place, kind: .caption(points: points),
      rows: lines.map { Panel.Row(value: $0, keepsEnd: true) })
  }

  /// When it changes by itself; nil for never.
  func nextChange(after now: Moment) -> Instant? {
    format.period.map { period in
      let (whole, part) = now.wall.components
      let past = Duration(
        secondsComponent: whole % period.components.seconds, attosecondsComponent: part)
      return now.instant + (period - past)
    }
  }
}
