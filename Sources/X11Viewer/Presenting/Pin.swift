import Glibc
import Pixels
import ShmChannel

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
  var isOverlong: Bool {
    guard let capacity else { return false }
    let byteCount = frame.info.byteCount
    return capacity > byteCount + max(byteCount / 4, 65_536)
  }

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

/// The name of one published frame.
struct FrameKey: Hashable {
  let channel: ChannelID
  let generation: Generation
}

/// A frame in a view: what has to be drawn.
struct Scene {
  let pin: Pin
  let view: View
  let style: Style
  /// What is drawn over it.
  var overlay: Overlay?

  /// The same without anything drawn over it.
  var bare: Scene { Scene(pin: pin, view: view, style: style) }

  /// The part of the window that does not hold bars alone.
  var drawn: PixelRect { overlay == nil ? view.visible : PixelRect(view.window) }
}

/// Which pixels a buffer or a pixmap holds.
struct SceneKey: Equatable {
  let frame: FrameKey
  let view: View
  let style: Style
  /// What is drawn over the picture.
  private(set) var overlay: Overlay?

  init(_ scene: Scene) {
    frame = scene.pin.key
    view = scene.view
    style = scene.style
    overlay = scene.overlay
  }

  /// The same without anything drawn over the picture.
  var bare: SceneKey {
    var bare = self
    bare.overlay = nil
    return bare
  }
}
