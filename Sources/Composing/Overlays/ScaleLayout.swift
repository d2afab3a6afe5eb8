import Pixels
import ScreenText
import ShmChannel
import ViewerCore

/// Where the parts of a scale stand, and their pixels: a histogram, with the range marked in it,
/// above a colour bar with its numbers.
struct ScaleLayout {
  private(set) var stack: PanelStack

  private let measures: PanelMeasures
  private let text: TextCache

  /// Nil where the window has no room for it.
  init?(_ face: ScaleFace, _ measures: PanelMeasures, by text: TextCache) {
    guard let stack = PanelStack(atLeast: 32, measures) else { return nil }
    self.stack = stack
    self.measures = measures
    self.text = text
    let width = stack.width
    if let histogram = face.histogram {
      let height = measures.histogramHeight
      self.stack.add(
        Self.columns(of: histogram, face.range, width: width, height: height), height: height)
      addLabels([histogram.domain.low, histogram.domain.high].map(SampleRange.text))
    }
    if let bar = face.bar {
      let height = measures.colorBarHeight
      let row = (0..<width).map { bar.pixels[$0 * 255 / max(1, width - 1)] }
      self.stack.add(Array(repeatElement(row, count: height).joined()), height: height)
      addLabels(bar.labels)
    }
    guard self.stack.close() else { return nil }
  }

  /// The first at the left, the last at the right, one between them in the middle.
  private mutating func addLabels(_ labels: [String]) {
    let room = stack.width / labels.count - measures.labelGap / 2
    let blocks = labels.map {
      text.block($0, PanelMeasures.label(PanelMeasures.points), room: max(1, room))
    }
    stack.add(
      blocks.enumerated().map { index, block in
        (block, (stack.width - block.size.width) * index / max(1, labels.count - 1))
      })
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
