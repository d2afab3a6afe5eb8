import Pixels
package import ShmChannel

/// A frame that was marked: a copy of it is in the viewer's own memory.
package struct Mark: Equatable, Sendable {
  package let key: MarkKey
  package let info: FrameInfo

  package init(_ key: MarkKey, of info: FrameInfo) {
    self.key = key
    self.info = info
  }

  /// For people.
  var words: String {
    "number \(info.generation.rawValue), \(HistoryFace.memory(info.layout.byteCount))"
  }

  /// Why a frame cannot be compared with it; nil if it can.
  func obstacle(to frame: FrameInfo) -> String? {
    switch FrameDifference.obstacle(frame.layout, info.layout) {
    case nil: nil
    case .size: "marked: \(info.width) × \(info.height)"
    case .samples: "marked: \(info.format.name)"
    }
  }
}
