import Linux
import Pixels
import ShmChannel
import ViewerCore

/// A frame that no publisher can take while this object lives, shared by those who need it.
final class Pin {
  let frame: PinnedFrame
  private var hasLooked = false

  /// Takes over the frame's lock.
  init(_ frame: consuming PinnedFrame) { self.frame = frame }

  /// Columns and rows of the frame.
  var size: Size { Size(width: frame.info.width, height: frame.info.height) }

  /// How much of the frame a file holds that other programs can change.
  enum Extent: Equatable, Sendable {
    case whole
    /// Pixels are missing.
    case cutShort
    /// It is longer than a publisher leaves it: docs/PROTOCOL.md, section 7.
    case overlong
  }

  /// What the frame's file is like now. At the first look that is what it was like when it was pinned,
  /// a moment ago.
  func look() -> Extent {
    guard hasLooked else {
      hasLooked = true
      return extentWhenPinned
    }
    guard let status = try? FileStatus(of: frame.descriptor) else { return .whole }
    return extent(ofFile: status.byteCount)
  }

  /// What it was like when the frame was pinned.
  var extentWhenPinned: Extent { extent(ofFile: frame.fileByteCount) }

  private func extent(ofFile fileByteCount: Int) -> Extent {
    let capacity = fileByteCount - FrameInfo.pixelOffset
    let byteCount = frame.info.byteCount
    if capacity < byteCount { return .cutShort }
    return capacity > byteCount + max(byteCount / 4, 65_536) ? .overlong : .whole
  }

  /// What tells this frame from all others, of any channel.
  var key: FrameKey {
    FrameKey(channel: frame.info.channelID, generation: frame.info.generation)
  }
}
