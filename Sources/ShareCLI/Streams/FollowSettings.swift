internal import FrameStreams
internal import ShmChannel

/// What `shmshare follow` was asked to do, checked.
struct FollowSettings {
  /// Where frames go.
  enum Target: Equatable {
    case standardOutput
    /// One file, as `CommandLineText` has it, which each frame replaces.
    case file(String)
    /// A file for each frame, numbered from 1.
    case numbered(NumberedName)
  }

  /// In pixels.
  struct Size: Equatable {
    let width: Int
    let height: Int
  }

  let channel: ChannelName
  var format = FollowFormat.y4m
  var target = Target.standardOutput
  /// How many frames to write; nil for all.
  var frameLimit: Int?
  /// A constant rate, or for one file the highest; nil to write frames as they come.
  var rate: Y4MHeader.Rate?
  /// Whether it is an error to miss a frame.
  var isComplete = false
  var start = FollowPlan.Start.before(latest: 1)
  /// Nil for the frames' own sizes.
  var fit: Size?
  /// Of JPEG files, 1 to 100.
  var quality = 90

  /// Whether a frame is written again when its successor is late.
  var repeatsFrames: Bool {
    if case .file = target { false } else { rate != nil }
  }
}
