internal import ArgumentParser
private import ShmChannel

/// `shmshare follow`: writes the frames of a channel as they come.
struct Follow: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Write each new frame of a channel: as video, or as pictures.",
    discussion: """
      It begins with the frame that is there, or waits for the first; then the newest frame wins, \
      however fast they come. y4m is YUV4MPEG2 of 4:2:0, limited range, BT.601 below 720 rows and \
      BT.709 from there on. With --fps a frame is written again while there is no newer one, so \
      that the video keeps the time. It ends when its reader does.

      EXAMPLES
        shmshare follow --fps 30 | ffmpeg -i - out.mp4
        shmshare follow --fps 25 --fit 1280x720 | ffmpeg -i - -f v4l2 /dev/video9
        shmshare follow -o latest.png
        shmshare follow --every -o frame-%06d.png
        ssh host shmshare follow --format jpeg | shmshare stream -
      """
  )

  @OptionGroup var channelOption: ChannelOption

  @Option(
    help: ArgumentHelp(
      """
      What frames are written as: y4m and jpeg (8-bit display values), pnm, png (samples, but floats \
      as display values), npy, or raw (samples as the channel has them, without a header). (default: \
      y4m; for a file, as its name says)
      """, valueName: "format"))
  var format: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Replace this file by each frame; %d or %06d in its name stands for the frame's number.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Exit after that many frames.", valueName: "count"))
  var frames: Int?

  @Option(
    help: ArgumentHelp(
      "Frames a second, constant: 30, 29.97 or 30000/1001; for one file, at most so many.",
      valueName: "n"))
  var fps: String?

  @Flag(help: "Write every frame, and exit with 75 when one was missed.")
  var every = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Begin behind that generation; -3 begins with the last three that are kept, -0 with the next \
      one. (default: -1)
      """, valueName: "generation"))
  var after: String?

  @Option(
    help: ArgumentHelp("Scale frames to fit, with black around them.", valueName: "WxH"))
  var fit: String?

  @Option(help: ArgumentHelp("Of JPEG files: 1 to 100.", valueName: "number"))
  var quality = 90

  func validate() throws { _ = try settings(.standard) }

  func job() throws(Failure) -> FollowJob {
    let channel = try channelOption.name()
    do { return FollowJob(settings: try settings(channel)) } catch {
      throw Failure(.usage, "\(error)")
    }
  }
}
