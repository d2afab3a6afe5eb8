import Pixels
import ScreenText
import ShmChannel
import ViewerCore

/// Where the parts of a scale stand, and their pixels: a histogram, with the range marked in it,
/// above a color bar with its numbers. What stands below each other is the same number.
struct ScaleLayout {
  private(set) var stack: PanelStack

  private let measures: PanelMeasures
  private let text: TextCache
  private let axis: ScaleAxis

  /// Nil where the window has no room for it.
  init?(_ face: ScaleFace, _ measures: PanelMeasures, by text: TextCache) {
    guard let stack = PanelStack(atLeast: 32, measures) else { return nil }
    self.stack = stack
    self.measures = measures
    self.text = text
    axis = ScaleAxis(face.histogram?.domain ?? face.range, width: stack.width)
    if let histogram = face.histogram {
      let picture = HistogramPicture(histogram, face.range, axis, measures)
      self.stack.add(picture.pixels, height: picture.height)
      // The bar's say as much where both have the same ends.
      if face.bar == nil || face.range != axis.range { addLabels(of: axis.range, hasMiddle: false) }
    }
    if let bar = face.bar {
      let height = measures.colorBarHeight
      let row = (0..<axis.width).map { x in
        bar.pixels[ScaleAxis.column(of: axis.number(atColumn: axis.column(atX: x)), in: face.range)]
      }
      self.stack.add(Array(repeatElement(row, count: height).joined()), height: height)
      addLabels(of: face.range, hasMiddle: true)
    }
    guard self.stack.close() else { return nil }
  }

  /// What the ends of a range are, and its middle where there is room for that, each below its
  /// place; with fewer digits where the room is small, and not at all where it is smaller still.
  private mutating func addLabels(of range: SampleRange, hasMiddle: Bool) {
    let tries: [(parts: Double, hasMiddle: Bool)] = [
      (1_000, hasMiddle), (1_000, false), (100, false), (10, false),
    ]
    for (parts, hasMiddle) in tries {
      let labels = labels(of: range, ofParts: parts, hasMiddle: hasMiddle)
      let row = LabelRow(gap: measures.labelGap, width: axis.width)
      let spans = labels.map { LabelRow.Span(width: $0.block.size.width, middle: $0.x) }
      guard let starts = row.starts(of: spans, mayMove: !hasMiddle) else { continue }
      return stack.add(zip(labels, starts).map { (block: $0.block, x: $1) })
    }
  }

  /// From left to right, with the place where each of them belongs.
  private func labels(
    of range: SampleRange, ofParts parts: Double, hasMiddle: Bool
  ) -> [(block: TextBlock, x: Int)] {
    let (low, high) = (Double(range.low), Double(range.high))
    let places = [low, (low + high) / 2, high].map(axis.x)
    let words = range.labels(ofParts: parts)
    return [0, 1, 2].filter { hasMiddle || $0 != 1 }.map { index in
      let block = text.block(words[index], PanelMeasures.label(PanelMeasures.points))
      return (block: block, x: places[index])
    }.sorted { $0.x < $1.x }
  }
}
