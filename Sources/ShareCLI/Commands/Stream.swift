internal import ArgumentParser
internal import CommandLineFiles
internal import FrameStreams

/// `shmshare stream`: publishes frame after frame of an endless input.
struct Stream: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "stream",
    abstract: "Publish a stream of frames: video, a camera, whatever a program writes.",
    discussion: """
      YUV4MPEG2, frames without a header (--raw), and PPM, PGM, PAM, PNG, JPEG, BMP, QOI, GIF, \
      WebP, NPY, PFM, Radiance HDR and OpenEXR files one behind the other, also as parts of an \
      HTTP answer (multipart). The format is told by the content.

      From a pipe the newest frame is shown at once and those between are dropped, so that nothing \
      lags behind and the producer is never slowed; from a file every frame is shown.

      EXAMPLES
        ffmpeg -re -i clip.mp4 -f yuv4mpegpipe - | shmshare stream -
        curl -s http://camera/video.mjpg | shmshare stream --channel door -
        my-renderer | shmshare stream --raw rgb24:1280x720 -
        shmshare stream --test-pattern 1920x1080 --fps 60
      """
  )

  @Argument(
    help: ArgumentHelp("A file, a FIFO, or - for standard input.", valueName: "source"),
    completion: .file())
  var source: String?

  @OptionGroup var channelOption: ChannelOption

  @Option(
    help: ArgumentHelp(
      """
      What the stream is made of: auto, y4m, raw, pnm, png, jpeg, bmp, qoi, gif, webp, npy, pfm, \
      hdr, exr, multipart.
      """,
      valueName: "format"))
  var format = "auto"

  @Option(
    help: ArgumentHelp(
      """
      Frames without a header: bgrx, bgra, rgba, rgb24, bgr24, gray8, gray16le, grayf32le, rgb48le, \
      rgba64le, rgbf32le and other formats of frames, which stay as they are, gbrp and its like, \
      nv12, nv21, i420, yuyv, uyvy or p010; their size, and perhaps bytes a row.
      """, valueName: "pixfmt:WxH[:stride]"))
  var raw: String?

  @Option(
    help: ArgumentHelp(
      "Frames a second: 30, 29.97 or 30000/1001, as-given (a file's own rate; its default), or max.",
      valueName: "n"))
  var fps: String?

  @Flag(help: "Drop frames that newer ones overtake; the default for a pipe.")
  var drop = false

  @Flag(help: "Publish every frame, and hold the producer up; the default for a file.")
  var block = false

  @Option(
    help: ArgumentHelp(
      "How luma and chroma stand for colors: bt601, bt709 or bt2020.", valueName: "name"))
  var matrix: String?

  @Option(
    help: ArgumentHelp(
      "Video levels: auto, full (0 to 255) or limited (16 to 235).", valueName: "range"))
  var yuvRange = "auto"

  @Flag(help: "Begin a file again when it has ended; a pipe cannot.")
  var loop = false

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Exit after that many frames.", valueName: "count"))
  var frames: Int?

  @Option(help: "What viewers call it in their title bar; by default the file's name.")
  var title: String?

  @Flag(help: "Open a window where nobody shows the channel yet.")
  var open = false

  @Flag(help: "Show how it goes, on a line that is redrawn; the default on a terminal.")
  var progress = false

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "Publish a moving pattern with its number and time in it, in place of a source.",
      valueName: "WxH"))
  var testPattern: String?

  @OptionGroup var limits: LimitOptions

  @OptionGroup var shrinkOption: ShrinkOption

  @OptionGroup var depthOption: DepthOption

  @OptionGroup var profileOption: ProfileOption

  @OptionGroup var rangeOption: RangeOption

  @OptionGroup var transferOption: TransferOption

  @OptionGroup var historyOption: HistoryOption

  func validate() throws {
    if testPattern != nil {
      if source != nil { throw ValidationError("--test-pattern stands in place of a source") }
      if let rival = patternRivals.first {
        throw ValidationError("--test-pattern and \(rival) exclude each other")
      }
    }
    if source == nil, testPattern == nil {
      throw ValidationError("name a source, - for standard input, or --test-pattern WxH")
    }
    if drop, block { throw ValidationError("--drop and --block exclude each other") }
    if progress, quiet { throw ValidationError("--progress and --quiet exclude each other") }
    if let frames, frames < 1 { throw ValidationError("-n must be 1 or more, not \(frames)") }
    _ = try (parsedFormat(), parsedPace(), parsedMatrix(), parsedRange(), parsedPattern())
  }

  func job() throws(Failure) -> StreamOrPatternJob {
    let channel = try channelOption.name()
    do {
      let settings = try settings(channel)
      if let pattern = try parsedPattern() {
        return .pattern(TestPatternJob(pattern: pattern, settings: settings))
      }
      return .stream(StreamJob(source: source ?? "-", settings: settings))
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }
}
