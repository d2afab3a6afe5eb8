import Pixels
package import ShmChannel

/// Whether a frame's own range shows anything of it.
package struct MissQuestion: Hashable, Sendable {
  package let frame: FrameKey
  let sample: SampleType
  /// Whether the frame is seen in a color table.
  let isColored: Bool
  /// What its samples say of light, as it is seen.
  package let transfer: Transfer
}

/// When a person is told that a picture's own range shows next to nothing of it, as happens to
/// counts of 12 bits in words of 16: once for a channel's samples of a type. A pure value.
struct RangeHint: Sendable {
  /// How long it stands.
  static let duration = Duration.seconds(6)
  /// A stream is looked at that often, at most.
  static let pause = Duration.seconds(1)

  /// What was said of a picture.
  struct Said: Equatable {
    let words: String
    let sample: SampleType
    /// When it goes by itself.
    let end: Instant
  }

  /// What was said last.
  private(set) var said: Said?
  private var channel: ChannelID?
  /// Of the channel.
  private var told: Set<SampleType> = []
  /// The frame that was looked at last, and when.
  private var looked: FrameKey?
  private var lookedAt: Instant?
  /// When what is seen is to be looked at, which came too soon after what was; nil for never.
  private(set) var nextLook: Instant?

  /// What is to be known of a frame that is about to be seen; nil for nothing: whoever has chosen a
  /// range needs no advice. As long as something stands, it is to be known whether it is true.
  mutating func question(
    of frame: FrameInfo, _ tones: Tones, at now: Instant
  ) -> MissQuestion? {
    nextLook = nil
    let sample = frame.format.sample
    guard tones.range(for: sample) == nil else { return nil }
    if channel != frame.channelID { (channel, told) = (frame.channelID, []) }
    let stands = said.map { $0.sample == sample && now < $0.end } ?? false
    if told.contains(sample) && !stands { return nil }
    let key = FrameKey(channel: frame.channelID, generation: frame.generation)
    if stands && key == looked { return nil }
    if let lookedAt, now < lookedAt + Self.pause {
      if key != looked { nextLook = lookedAt + Self.pause }
      return nil
    }
    (looked, lookedAt) = (key, now)
    let isColored = frame.format.layout == .gray && tones.colorTable(of: frame) != nil
    return MissQuestion(
      frame: key, sample: sample, isColored: isColored,
      transfer: tones.showsLight(of: frame) ? .linear : .srgb)
  }

  /// Whether it is news that the range misses such samples.
  func isNews(_ sample: SampleType) -> Bool { !told.contains(sample) }

  /// Words have been said of a picture of such samples.
  mutating func didSay(_ words: String, of sample: SampleType, at now: Instant) {
    told.insert(sample)
    said = Said(words: words, sample: sample, end: now + Self.duration)
  }

  /// The words that are not true of what is seen now; nil for none.
  mutating func takeUntrue(of sample: SampleType, isShown: Bool) -> String? {
    guard let said, isShown || said.sample != sample else { return nil }
    self.said = nil
    return said.words
  }
}
