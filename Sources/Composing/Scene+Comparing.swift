import Pixels
import ShmChannel
import ViewerCore

extension Scene {
  /// How the frame's pixels, or those that are seen in place of them, become the display's.
  var mapping: DisplayMapping {
    let own = pin.mapping(style.tones)
    switch comparison?.way {
    case nil, .wipe: return own
    case .mark: return markMapping ?? own
    case .difference(let kind, let gain):
      let difference = comparison.flatMap {
        FrameDifference(of: pin.frame.info.layout, from: $0.mark.copy)
      }
      return difference?.mapping(kind, gain: gain, range: pin.range(style.tones)) ?? own
    }
  }

  /// Shows the marked frame in the frame's place, in the same tones.
  var markMapping: DisplayMapping? {
    guard let mark = comparison?.mark else { return nil }
    let range = pin.range(style.tones)
    return mark.copy.mapping(by: style.tones.mapping(of: mark.info, range: range))
  }

  /// The pictures that are drawn: what is seen in the frame's place, and what beside it.
  struct Mappings {
    let frame: DisplayMapping
    /// Left of a wipe's line; nil where there is none.
    var mark: DisplayMapping?
  }

  var mappings: Mappings { Mappings(frame: mapping, mark: wipe == nil ? nil : markMapping) }

  /// The same, as they are judged where that is not what is seen; nil where it is.
  var judgedMappings: Mappings? {
    let range = pin.range(style.tones)
    let own = style.tones.judgedMapping(of: pin.frame.info, range: range)
    let mark = comparison.flatMap { comparison in
      style.tones.judgedMapping(of: comparison.mark.info, range: range)
        .map(comparison.mark.copy.mapping)
    }
    switch comparison?.way {
    case nil: return own.map { Mappings(frame: $0) }
    case .mark: return mark.map { Mappings(frame: $0) }
    case .wipe:
      if own == nil && mark == nil { return nil }
      return Mappings(frame: own ?? pin.mapping(style.tones), mark: mark ?? markMapping)
    case .difference: return nil
    }
  }

  /// Whether what is drawn is how two frames differ, which is no picture.
  var showsDifference: Bool { if case .difference = comparison?.way { true } else { false } }

  /// The column of the window that has the marked frame to its left; nil where there is none.
  var wipe: Int? { if case .wipe(let column) = comparison?.way { column } else { nil } }
}
