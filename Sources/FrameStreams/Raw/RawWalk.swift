/// Frames of one size, without anything between them.
struct RawWalk: Walk {
  private let byteCount: Int
  private var isFrame = false
  /// Any byte may be a pixel's.
  let mayFollowPadding = false

  /// - Parameter byteCount: of a frame, 1 or more.
  init(byteCount: Int) { self.byteCount = byteCount }

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    isFrame.toggle()
    return isFrame ? .pass(byteCount) : .end
  }
}
