import Pixels
import ShmChannel
import ViewerCore

/// Which numbers are written into the pixels of a scene that are seen as squares: those of what is
/// seen there.
enum NumberSource {
  /// The frame's own.
  case frame(DisplayMapping)
  /// The marked frame's.
  case mark(FrameCopy, DisplayMapping)
  /// By how much the frame's are larger than those of the marked one.
  case difference(FrameCopy, DisplayMapping)

  /// What is written into a pixel of the frame; nil where the two have other channels.
  func value(x: Int, y: Int, of frame: RawSpan, layout: FrameLayout) -> PixelValue? {
    switch self {
    case .frame(let mapping):
      PixelValue(x: x, y: y, of: frame, layout: layout, by: mapping)
    case .mark(let copy, let mapping):
      copy.withPixels { PixelValue(x: x, y: y, of: $0, layout: copy.layout, by: mapping) }
    case .difference(let copy, let mapping):
      Self.difference(
        layout.samples(x: x, y: y, of: frame), layout.format,
        copy.withPixels { copy.layout.samples(x: x, y: y, of: $0) }, copy.layout.format
      ).map { samples in
        PixelValue(
          samples, of: layout.format,
          display: mapping.pixel(x: x, y: y, of: frame, layout: layout), x: x, y: y)
      }
    }
  }

  private static func difference(
    _ ours: [Double], _ format: PixelFormat, _ theirs: [Double], _ other: PixelFormat
  ) -> [Double]? {
    if format.channels == other.channels { return zip(ours, theirs).map { $0 - $1 } }
    let known = Dictionary(zip(other.channels, theirs)) { first, _ in first }
    var samples: [Double] = []
    for (channel, sample) in zip(format.channels, ours) {
      if channel == .unused {
        samples.append(0)
      } else if let theirs = known[channel] {
        samples.append(sample - theirs)
      } else {
        return nil
      }
    }
    return samples
  }
}

extension Scene {
  /// The numbers of each part of an area.
  func numberSources(in area: PixelRect) -> [(part: PixelRect, source: NumberSource)] {
    guard let comparison else { return [(area, .frame(mapping))] }
    let copy = comparison.mark.copy
    let tones = style.tones.mapping(of: comparison.mark.info, range: pin.range(style.tones))
    switch comparison.way {
    case .mark: return [(area, .mark(copy, tones))]
    case .difference: return [(area, .difference(copy, mapping))]
    case .wipe(let column):
      let left = PixelRect(x: 0, y: 0, width: column, height: view.window.height)
      let parts = area.subtracting(left).map { ($0, NumberSource.frame(mapping)) }
      return [(area.intersection(left), .mark(copy, tones))] + parts
    }
  }
}
