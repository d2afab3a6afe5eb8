import ShmChannel

/// A frame that no publisher can take while this object lives, shared by those who need it.
final class Pin {
  let frame: PinnedFrame

  /// Takes over the frame's lock.
  init(_ frame: consuming PinnedFrame) { self.frame = frame }

  /// Columns and rows of the frame.
  var size: Size { Size(width: frame.info.width, height: frame.info.height) }

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
}

/// Which pixels a buffer or a pixmap holds.
struct SceneKey: Equatable {
  let frame: FrameKey
  let view: View

  init(_ scene: Scene) {
    frame = scene.pin.key
    view = scene.view
  }
}

/// Why a scene cannot be drawn; what was drawn before stays.
enum SceneError: Error {
  /// The frame's file was cut short: its pixels are gone.
  case truncated
  /// No memory, or no descriptor, for drawing it.
  case resources(String)
}
