import Pixels
package import ShmChannel
package import ShmShow

/// What `i` says of the picture, the channel and the viewer: a pure value.
package struct Information: Equatable {
  /// Of the frame that is shown.
  package struct Picture: Equatable {
    package var title: String
    package var size: Size
    /// Pixels of the window for one of the picture.
    package var scale: Double
    package var generation: UInt64
    package var age: Duration
    /// How its pixels are stored; nil where that is nothing to tell of.
    package var format: PixelFormat?
    /// Which samples are black and white; nil where that is nothing to tell of.
    package var range: RangeTold?
    /// Whether its samples are seen as linear light.
    package var isLinear = false
    /// Lines of `key: value`, as the publisher says them.
    package var details: String
    /// Nil where it goes into no window.
    package var path: PathKind?
    /// How the screen gets it, for people.
    package var presents: String
    /// The frame that is marked, and how much this one differs from it.
    package var mark: String?
    package var difference: String?
    /// Whose colors they are shown in; empty where nobody has said.
    package var colors: String

    package init(
      title: String, size: Size, scale: Double, generation: UInt64, age: Duration,
      format: PixelFormat? = nil, range: RangeTold? = nil, details: String = "",
      path: PathKind? = nil, presents: String = "", mark: String? = nil, difference: String? = nil,
      colors: String = ""
    ) {
      self.colors = colors
      self.presents = presents
      self.mark = mark
      self.difference = difference
      self.title = title
      self.size = size
      self.scale = scale
      self.generation = generation
      self.age = age
      (self.format, self.range, self.details) = (format, range, details)
      self.path = path
    }
  }

  package var channel: String
  package var picture: Picture?
  /// Frames a second; nil if it is not a stream.
  package var rate: Double?
  /// Frames that came and went unseen; nil where nobody counts.
  package var skipped: UInt64?
  package var show: ShowStatus?

  package init(
    channel: String, picture: Picture? = nil, rate: Double? = nil, skipped: UInt64? = nil,
    show: ShowStatus? = nil
  ) {
    self.channel = channel
    self.picture = picture
    self.rate = rate
    self.skipped = skipped
    self.show = show
  }

  /// The panel, with what a person asks first at its top; a row without anything to say is left
  /// out.
  package var panel: Panel {
    let rows =
      pictureRows + detailRows + showRows + [Panel.Row(label: "Channel", value: channel)]
      + innerRows
    return Panel(place: .topLeft, kind: .notes, rows: rows.filter { !$0.value.isEmpty })
  }

  private var pictureRows: [Panel.Row] {
    guard let picture else { return [Panel.Row(label: "Picture", value: "none yet")] }
    return [
      Panel.Row(value: picture.title, keepsEnd: true, isHeading: true),
      Panel.Row(label: "Size", value: "\(picture.size.width) × \(picture.size.height)"),
      Panel.Row(label: "Pixels", value: pixelWords),
      Panel.Row(label: "Zoom", value: Self.percent(picture.scale)),
      Panel.Row(label: "Age", value: AgeText.text(picture.age)),
      Panel.Row(label: "Rate", value: rate.map(FrameRate.text) ?? ""),
    ]
  }

  /// What a person would call the format, and the range.
  private var pixelWords: String {
    guard let format = picture?.format else { return "" }
    return [
      format.channels.map(\.name).joined(), format.sample.words, format.isPlanar ? "in planes" : "",
      picture?.isLinear == true ? "linear light" : "",
      picture?.range?.words(for: format.sample) ?? "",
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// More lines than these hide the picture.
  private static let mostDetails = 12

  private var detailRows: [Panel.Row] {
    let lines = (picture?.details ?? "").split(separator: "\n").prefix(Self.mostDetails)
    return lines.map { line in
      guard let detail = DetailLine(line), let first = detail.name.first, !detail.value.isEmpty
      else { return Panel.Row(value: String(line)) }
      return Panel.Row(label: first.uppercased() + detail.name.dropFirst(), value: detail.value)
    }
  }

  /// What one asks when something is not as it should be.
  private var innerRows: [Panel.Row] {
    guard let picture else { return [] }
    return [
      Panel.Row(label: "Frame", value: "number \(picture.generation)", startsGroup: true),
      Panel.Row(label: "Skipped", value: skipped.map(Self.skippedWords) ?? ""),
      Panel.Row(label: "Drawn", value: picture.path.map(Self.words) ?? ""),
      Panel.Row(label: "Shown", value: picture.presents),
      Panel.Row(label: "Colors", value: picture.colors),
      Panel.Row(label: "Mark", value: picture.mark ?? ""),
      Panel.Row(label: "Difference", value: picture.difference ?? ""),
    ]
  }

  private static func skippedWords(_ count: UInt64) -> String {
    switch count {
    case 0: "none"
    case 1: "1 frame, for a newer one"
    default: "\(count) frames, for newer ones"
    }
  }

  private var showRows: [Panel.Row] {
    guard let show else { return [] }
    let place = show.count > 0 ? "\(show.position) of \(show.count), " : ""
    return [
      Panel.Row(label: "Slideshow", value: place + show.words),
      Panel.Row(label: "Directory", value: show.directory, keepsEnd: true),
    ]
  }

  /// Whole percents, but tenths below ten.
  package static func percent(_ scale: Double) -> String {
    let tenths = Int((min(max(scale, 0), 1e6) * 1000).rounded())
    return tenths >= 100 || tenths % 10 == 0
      ? "\((tenths + 5) / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  /// The panel itself has the viewer draw the picture; what matters is the way without it.
  private static func words(_ path: PathKind) -> String {
    switch path {
    case .direct: "from the publisher's memory"
    case .composed: "by the viewer"
    case .plain: "through the X connection"
    case .mixture: "by the viewer, as a fade"
    }
  }
}

extension SampleType {
  /// For people.
  var words: String {
    switch self {
    case .uint8: "8 bit"
    case .uint16: "16 bit"
    case .float32: "32-bit float"
    }
  }
}

extension ShowStatus {
  /// Its state, for people.
  fileprivate var words: String {
    switch state {
    case _ where !isRunning: "killed"
    case .waiting: "waiting"
    case .playing: "playing"
    case .paused: "paused"
    case .off: "off"
    }
  }
}
