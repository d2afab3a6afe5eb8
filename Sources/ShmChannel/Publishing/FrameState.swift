/// A frame file as one scan found it.
struct FrameState {
  let frame: PublisherFrame
  let generation: Generation
  let fileByteCount: Int
  let links: UInt64

  /// Whether `byteCount` bytes of pixels fit without wasting more than a quarter.
  func fits(byteCount: Int) -> Bool {
    let capacity = fileByteCount - FrameInfo.pixelOffset
    return (byteCount...byteCount + max(byteCount / 4, 65_536)).contains(capacity)
  }
}
