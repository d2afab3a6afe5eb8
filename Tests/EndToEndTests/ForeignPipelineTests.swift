import Glibc
import TestSupport
import Testing

/// Frames that carry their number go through pipelines of ffmpeg and of GStreamer, into a channel that
/// keeps all of them, and out of it.
@Suite("Pipelines of ffmpeg and GStreamer") struct ForeignPipelineTests {
  private let stage: Stage

  private static let (width, height, count) = (64, 48, 50)
  private static let hasFFmpeg = access("/usr/bin/ffmpeg", X_OK) == 0
  private static let hasGStreamer = ["gst-launch-1.0", "gst-inspect-1.0"].allSatisfy {
    access("/usr/bin/\($0)", X_OK) == 0
  }

  init() throws { stage = try Stage() }

  /// One gray frame a number, whose bits are eight columns of white and black.
  private func numberedFrames() throws -> String {
    let frames = (1...Self.count).flatMap { number -> [UInt8] in
      let row = (0..<Self.width).map { number >> ($0 * 8 / Self.width) & 1 == 1 ? 255 : 0 as UInt8 }
      return (0..<Self.height).flatMap { _ in row }
    }
    return try stage.folder.write(frames, to: "numbers.gray")
  }

  /// The numbers in frames of `bytes` bytes a pixel, whose first byte tells.
  private func numbers(in data: [UInt8], bytesPerPixel bytes: Int) -> [Int] {
    let frame = Self.width * Self.height * bytes
    return stride(from: 0, through: data.count - frame, by: frame).map { start in
      (0..<8).reduce(0) { number, bit in
        let x = (2 * bit + 1) * Self.width / 16
        let pixel = start + (Self.height / 2 * Self.width + x) * bytes
        return number | (data[pixel] > 127 ? 1 << bit : 0)
      }
    }
  }

  private func shell(_ script: String) throws -> Outcome {
    try stage.run(
      "bash",
      [
        "-c",
        "set -o pipefail; " + script.replacing("SHMSHARE", with: "'\(Product.shmshare.path)'"),
      ])
  }

  private var all: [Int] { Array(1...Self.count) }

  /// Puts a pipeline's frames into the channel, and looks at each of them.
  private func expectAll(from producer: String, _ arguments: String = "-") throws {
    let outcome = try shell("\(producer) | SHMSHARE stream --block --history 60 \(arguments)")
    #expect(outcome.ending == .exited(0) && outcome.errors == "", "\(producer): \(outcome)")
    #expect(outcome.output.hasPrefix("default: \(Self.count) frames, "), "\(outcome.output)")
    let out = stage.folder.path("out")
    #expect(
      try shell(
        "SHMSHARE follow --every --after 0 -n \(Self.count) --format raw > '\(out)'") == Outcome(0))
    let bytes = try stage.listed()[0].format == "bgr24" ? 3 : 4
    #expect(numbers(in: Folder.contents(out), bytesPerPixel: bytes) == all, "\(producer)")
    #expect(try stage.share("rm", "default") == Outcome(0))
  }

  @Test(
    "every frame that ffmpeg writes arrives, in order",
    .enabled(if: hasFFmpeg, "ffmpeg is not installed"),
    arguments: [
      ("-f yuv4mpegpipe -pix_fmt yuv420p", "-"),
      ("-f yuv4mpegpipe -pix_fmt yuv444p -strict -1", "-"),
      ("-f image2pipe -c:v png", "-"),
      ("-f image2pipe -c:v mjpeg -pix_fmt yuvj420p -q:v 2", "-"),
      ("-f mpjpeg -c:v mjpeg -pix_fmt yuvj420p -q:v 2", "-"),
      ("-f image2pipe -c:v ppm", "-"),
      ("-f image2pipe -c:v bmp", "-"),
      ("-f rawvideo -pix_fmt bgr0", "--raw bgrx:64x48 -"),
      ("-f rawvideo -pix_fmt nv12", "--raw nv12:64x48 -"),
    ])
  func fromFFmpeg(output: String, arguments: String) throws {
    let frames = try numberedFrames()
    try expectAll(
      from: "ffmpeg -v error -f rawvideo -pix_fmt gray -s 64x48 -r 50 -i '\(frames)' \(output) -",
      arguments)
  }

  @Test(
    "every frame that GStreamer writes arrives, in order",
    .enabled(if: hasGStreamer, "GStreamer's tools are not installed"),
    arguments: ["y4menc", "pngenc", "jpegenc quality=95"])
  func fromGStreamer(encoder: String) throws {
    let frames = try numberedFrames()
    try expectAll(
      from: "gst-launch-1.0 -q filesrc location='\(frames)' ! rawvideoparse width=64 height=48 "
        + "format=gray8 framerate=50/1 ! videoconvert ! \(encoder) ! fdsink")
  }

  /// A channel with all frames, as they were written.
  private func fill() throws {
    let frames = try numberedFrames()
    #expect(
      try shell("SHMSHARE stream -q --block --history 60 --raw gray8:64x48 '\(frames)'")
        == Outcome(0))
  }

  /// Has a pipeline write all frames that are followed to a file, of gray pixels.
  private func expectAll(as format: String, by consumer: (_ file: String) -> String) throws {
    try fill()
    let out = stage.folder.path("out.gray")
    let outcome = try shell(
      "SHMSHARE follow --every --after 0 -n \(Self.count) --format \(format) | \(consumer(out))")
    #expect(outcome == Outcome(0))
    #expect(numbers(in: Folder.contents(out), bytesPerPixel: 1) == all)
  }

  @Test(
    "ffmpeg records every frame that is followed, in order",
    .enabled(if: hasFFmpeg, "ffmpeg is not installed"),
    arguments: [("y4m", "-f yuv4mpegpipe"), ("png", "-f image2pipe"), ("pnm", "-f image2pipe")])
  func toFFmpeg(format: String, input: String) throws {
    try expectAll(as: format) { file in
      "ffmpeg -v error \(input) -i - -fps_mode passthrough -f rawvideo -pix_fmt gray '\(file)'"
    }
  }

  @Test(
    "GStreamer takes every frame that is followed, in order",
    .enabled(if: hasGStreamer, "GStreamer's tools are not installed"))
  func toGStreamer() throws {
    try expectAll(as: "y4m") { file in
      "gst-launch-1.0 -q fdsrc ! y4mdec ! videoconvert ! video/x-raw,format=GRAY8 "
        + "! filesink location='\(file)'"
    }
  }
}
