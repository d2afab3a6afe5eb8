import Linux

/// A frame file as one scan found it.
struct FrameState {
  let frame: PublisherFrame
  var generation: Generation
  let fileByteCount: Int
  let links: UInt64

  /// Whether the file still has one name, and its size: it may have been found long ago.
  func isUnchanged() throws(ChannelError) -> Bool {
    let now = try frame.status()
    return now.links == 1 && now.byteCount == fileByteCount
  }

  /// Whether `byteCount` bytes of pixels fit without wasting more than a quarter.
  func fits(byteCount: Int) -> Bool {
    let capacity = fileByteCount - FrameInfo.pixelOffset
    return (byteCount...byteCount + max(byteCount / 4, 65_536)).contains(capacity)
  }
}
