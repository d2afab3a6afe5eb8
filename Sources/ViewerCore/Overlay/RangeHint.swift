package import Pixels
package import ShmChannel

/// Whether a frame's own range shows anything of it.
package struct MissQuestion: Hashable, Sendable {
  package let frame: FrameKey
  /// The visible part, as it is stored.
  package let part: PixelRect
  let sample: SampleType
  /// Whether the frame is seen in a color table.
  let isColored: Bool
  /// What its samples say of light, as it is seen.
  package let transfer: Transfer
}

/// When a person is told that a picture's own range shows next to nothing of it, as happens to counts
/// of 12 bits in words of 16: once for a channel's samples of a type. A pure value.
struct RangeHint: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// How long it stands.
  static let duration = Duration.seconds(6)
  /// A stream is looked at that often, at most.
  static let pause = Duration.seconds(1)

  private var channel: ChannelID?
  /// Of the channel.
  private var told: Set<SampleType> = []
  private var lookedAt: Instant?

  /// What is to be known of a frame that is about to be seen; nil for nothing: whoever has chosen a
  /// range needs no advice.
  ///
  /// - Parameter part: what is visible, as it is stored; nil for nothing.
  mutating func question(
    of frame: FrameInfo, _ part: PixelRect?, _ tones: Tones, at now: Instant
  ) -> MissQuestion? {
    let sample = frame.format.sample
    guard let part, tones.range(for: sample) == nil else { return nil }
    if channel != frame.channelID { (channel, told) = (frame.channelID, []) }
    if told.contains(sample) { return nil }
    if let lookedAt, now < lookedAt + Self.pause { return nil }
    lookedAt = now
    let isColored = frame.format.layout == .gray && tones.colorTable(of: frame) != nil
    return MissQuestion(
      frame: FrameKey(channel: frame.channelID, generation: frame.generation), part: part,
      sample: sample, isColored: isColored,
      transfer: tones.showsLight(of: frame) ? .linear : .srgb)
  }

  /// It has been said of a picture of such samples.
  mutating func didTell(_ sample: SampleType) { told.insert(sample) }
}
