package import ShmChannel

/// What the core knows of a frame that the shell has pinned.
package struct FrameFacts: Equatable, Sendable {
  package let info: FrameInfo
  /// Whether the X server can take the frame's bytes as they are, seen at 100 %.
  package let suitsDirect: Bool

  package init(_ info: FrameInfo, suitsDirect: Bool) {
    self.info = info
    self.suitsDirect = suitsDirect
  }

  var key: FrameKey { FrameKey(channel: info.channelID, generation: info.generation) }
  var size: Size { Size(width: info.width, height: info.height) }
}
