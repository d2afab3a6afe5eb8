internal import CommandLineFiles
internal import FrameStreams
internal import Pixels
internal import ShmChannel

/// What `shmshare stream` was asked to do, checked.
struct StreamSettings {
  /// What a frame waits for.
  enum Pace: Equatable {
    /// What the source itself says, where it says something.
    case asGiven
    /// Frames a second.
    case rate(StreamRate)
    /// Nothing.
    case unlimited

    /// The schedule where a rate was asked for; nil else.
    var framePace: FramePace? {
      if case .rate(let rate) = self { FramePace(interval: rate.interval) } else { nil }
    }
  }

  /// What is said beside failures.
  enum Report: Equatable {
    case nothing
    case summary
    /// The summary, and a line that is redrawn meanwhile.
    case progress
  }

  let channel: ChannelName
  let format: StreamReader.Format
  let matrix: YUVColors.Matrix?
  let isFullRange: Bool?
  /// Nil for what suits the source.
  let policy: StreamPolicy?
  /// Nil for what suits the source.
  let pace: Pace?
  let isLooping: Bool
  /// How many frames to publish; nil for all.
  let frameLimit: Int?
  /// As `CommandLineText` has it; nil for the source's name.
  let title: String?
  /// Whether a viewer is started where the channel has none.
  let opensViewer: Bool
  let report: Report
  let costs: DecodingCosts
  /// Which samples are black and white; nil for what is said of each frame.
  var range: RangeChoice?
  /// What samples say of light; nil for what is said of each frame.
  var transfer: Transfer?
  /// How many frames before the newest the channel keeps from now on; nil for as many as before.
  var history: UInt32?

  /// Bytes that one picture may have as it comes: a quarter of the memory, for beside it there are
  /// the next one, which is being read, and what it is decoded to.
  var pictureByteLimit: Int { costs.memory / 4 }
}
