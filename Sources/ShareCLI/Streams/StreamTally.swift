/// What has become of a stream's pictures.
struct StreamTally: Equatable {
  /// Pictures that were published.
  var frames = 0
  /// Pictures that newer ones took the place of.
  var dropped = 0
  /// Pictures that could not be decoded.
  var damaged = 0
  /// Whether one could be decoded; it may not have been published.
  var hasDecoded = false
  /// Bytes of pixels that were published.
  var byteCount = 0

  /// Whether a file has no good picture, once all of it has been read: one that was dropped may be
  /// good.
  var isFruitless: Bool { damaged > 0 && dropped == 0 && !hasDecoded }

  /// How it went, for the end: `300 frames, 2 dropped, 59.9 frames/s, 497.1 MB/s`.
  func summary(after duration: Duration) -> String { counts + rates(self, duration) }

  /// How it goes, for a line that is redrawn.
  func progress(since before: StreamTally, _ duration: Duration, viewerCount: Int) -> String {
    var recent = self
    recent.frames -= before.frames
    recent.byteCount -= before.byteCount
    let viewers = "\(viewerCount) \(viewerCount == 1 ? "viewer" : "viewers")"
    return counts + rates(recent, duration) + ", " + viewers
  }

  private var counts: String {
    var parts = ["\(frames) \(frames == 1 ? "frame" : "frames")"]
    if dropped > 0 { parts.append("\(dropped) dropped") }
    if damaged > 0 { parts.append("\(damaged) damaged") }
    return parts.joined(separator: ", ")
  }

  private func rates(_ recent: StreamTally, _ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    guard seconds > 0, frames > 0 else { return "" }
    let rate = Self.tenths(Double(recent.frames) / seconds)
    let megabytes = Self.tenths(Double(recent.byteCount) / seconds / 1_000_000)
    return ", \(rate) frames/s, \(megabytes) MB/s"
  }

  /// A number with one digit behind the point.
  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
