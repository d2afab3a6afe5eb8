import Pixels
import ScreenText
import ShmChannel
import ViewerCore

/// Where the parts of a scale stand, and their pixels: a histogram, with the range marked in it,
/// above a colour bar with its numbers.
struct ScaleLayout {
  private(set) var parts = PanelParts()
  /// Pixels of straight alpha, and where they go.
  private(set) var pictures: [(pixels: [UInt32], place: PixelRect)] = []
  private(set) var size: Size

  private let width: Int
  private let measures: PanelMeasures
  private let text: TextCache

  /// Nil where the window has no room for it.
  init?(_ face: ScaleFace, _ measures: PanelMeasures, by text: TextCache) {
    let width = min(measures.scaleWidth, measures.room.width)
    guard width >= 32 else { return nil }
    self.width = width
    self.measures = measures
    self.text = text
    size = Size(width: width + 2 * measures.padding.across, height: measures.padding.up)
    if let histogram = face.histogram {
      let height = measures.histogramHeight
      add(
        Self.columns(of: histogram, face.range, width: width, height: height), height: height)
      addLabels([histogram.domain.low, histogram.domain.high].map(SampleRange.text))
    }
    if let bar = face.bar {
      let height = measures.colorBarHeight
      let row = (0..<width).map { bar.pixels[$0 * 255 / max(1, width - 1)] }
      add(Array(repeatElement(row, count: height).joined()), height: height)
      addLabels(bar.labels)
    }
    size.height += measures.padding.up
    if size.height > measures.window.height { return nil }
  }

  private mutating func add(_ pixels: [UInt32], height: Int) {
    let place = PixelRect(
      x: measures.padding.across, y: size.height, width: width, height: height)
    pictures.append((pixels, place))
    size.height += height + measures.rowGap
  }

  /// The first at the left, the last at the right, one between them in the middle.
  private mutating func addLabels(_ labels: [String]) {
    let room = width / labels.count - measures.labelGap / 2
    let blocks = labels.map {
      text.block($0, PanelMeasures.label(PanelMeasures.points), room: max(1, room))
    }
    for (index, block) in blocks.enumerated() {
      let spare = width - block.size.width
      let x = measures.padding.across + spare * index / max(1, labels.count - 1)
      parts.texts.append((block, x, size.height))
    }
    size.height += blocks.map(\.size.height).max() ?? 0
    size.height += measures.rowGap
  }

  /// Channels add up to white where all have numbers, and luminance is a white line; what the range
  /// leaves out is dimmer, and its ends are lines.
  private static func columns(
    of histogram: SampleHistogram, _ range: SampleRange, width: Int, height: Int
  ) -> [UInt32] {
    var pixels = [UInt32](repeating: 0, count: width * height)
    let ends = [range.low, range.high].map { histogram.column(of: $0) }.sorted()
    let marks = ends.map { $0 * max(0, width - 1) / 255 }
    for x in 0..<width {
      let column = x * 255 / max(1, width - 1)
      let strength: UInt32 = (ends[0]...ends[1]).contains(column) ? 0xFF : 0x70
      for (channel, heights) in zip(histogram.channels, histogram.heights) {
        let top = height - Int(heights[column]) * height / 255
        for y in top..<height {
          pixels[y * width + x] |= strength << 24 | Self.colour(of: channel, strength)
        }
      }
      if let luminance = histogram.luminance {
        func top(_ column: Int) -> Int { height - 1 - Int(luminance[column]) * (height - 1) / 255 }
        let (here, before) = (top(column), top(max(0, x - 1) * 255 / max(1, width - 1)))
        for y in min(here, before)...max(here, before) { pixels[y * width + x] = 0xFFFF_FFFF }
      }
      if marks.contains(x) {
        for y in 0..<height { pixels[y * width + x] = 0xFFFF_B000 }
      }
    }
    // These pixels take the place of the sheet's.
    return pixels.map { $0 == 0 ? PanelMeasures.sheetColour : $0 }
  }

  private static func colour(of channel: PixelFormat.Channel, _ strength: UInt32) -> UInt32 {
    switch channel {
    case .gray: strength * 0x01_0101
    case .red: strength << 16
    case .green: strength << 8
    case .blue: strength
    case .alpha, .unused: 0
    }
  }
}
