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

  /// Whether what is drawn is how two frames differ, which is no picture.
  var showsDifference: Bool { if case .difference = comparison?.way { true } else { false } }

  /// The column of the window that has the marked frame to its left; nil where there is none.
  var wipe: Int? { if case .wipe(let column) = comparison?.way { column } else { nil } }
}
