import Glibc
import Pixels
import ShmChannel
import ViewerCore

/// A frame that no publisher can take while this object lives, shared by those who need it.
final class Pin {
  let frame: PinnedFrame

  /// Takes over the frame's lock.
  init(_ frame: consuming PinnedFrame) { self.frame = frame }

  /// Columns and rows of the frame.
  var size: Size { Size(width: frame.info.width, height: frame.info.height) }

  /// Whether the frame's file no longer holds all of its pixels.
  var isCutShort: Bool {
    guard let capacity else { return false }
    return capacity < frame.info.byteCount
  }

  /// Whether the frame's file is longer than a publisher leaves it: docs/PROTOCOL.md, section 7.
  private(set) lazy var isOverlong: Bool = {
    guard let capacity else { return false }
    let byteCount = frame.info.byteCount
    return capacity > byteCount + max(byteCount / 4, 65_536)
  }()

  /// Bytes that the file has for pixels now.
  private var capacity: Int? {
    var status = stat()
    guard fstat(frame.descriptor, &status) == 0 else { return nil }
    return Int(status.st_size) - FrameInfo.pixelOffset
  }

  /// What tells this frame from all others, of any channel.
  var key: FrameKey {
    FrameKey(channel: frame.info.channelID, generation: frame.info.generation)
  }
}
