internal import FrameStreams
private import ImageDecoding
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

    /// As many pixels as a picture may have by default: more are a slip, and gigabytes of memory.
    static let mostPixels = DecodingLimits().maxPixels

    var pixelCount: Int { width * height }

    init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }

    /// `WIDTHxHEIGHT`; nil for what is none, or larger than a frame.
    init?(_ text: String) {
      let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
      guard sides.count == 2, let width = sides[0], let height = sides[1],
        (1...FrameInfo.maximumSide).contains(width), (1...FrameInfo.maximumSide).contains(height)
      else { return nil }
      self.init(width: width, height: height)
    }
  }

  let channel: ChannelName
  var format = FollowFormat.y4m
  var target = Target.standardOutput
  /// How many frames to write; nil for all.
  var frameLimit: Int?
  /// A constant rate, or for one file the highest; nil to write frames as they come.
  var rate: StreamRate?
  /// Whether it is an error to miss a frame.
  var isComplete = false
  var start = FollowPlan.Start.before(latest: 1)
  /// Nil for the frames' own sizes.
  var fit: Size?
  /// Of JPEG files, 1 to 100.
  var quality = 90
  /// Whether their colors have the full size, not half of it in both directions.
  var hasFullColors = false

  /// Whether a frame is written again when its successor is late.
  var repeatsFrames: Bool {
    if case .file = target { false } else { rate != nil }
  }
}
