internal import ArgumentParser
private import ImageDecoding
private import ShmChannel

/// `shmshare decode-slide`: the process in which a slideshow has one picture decoded, held, shown
/// and, if it moves, played. For the slideshow alone; not in the help.
///
/// It takes a `SlideOrder` a line from standard input, and gives a `SlideAnswer` a line on standard
/// output. The end of its input ends it at any time, and what it held is abandoned.
struct DecodeSlide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode-slide", abstract: "Decode one picture of a slideshow.",
    shouldDisplay: false)

  @Argument var file: String

  @OptionGroup var channelOption: ChannelOption

  @Option var maxPixels = DecodingLimits().maxPixels

  @Option var maxMemory = 4 << 30

  @Option var maxSeconds = 30.0

  @Option var fade = 0

  @Option var parent: Int32?

  func run() throws {
    var slide = Slide(
      file: SlideFile(file), channelName: try channelOption.name(),
      limits: DecodingLimits(maxPixels: maxPixels), fade: .milliseconds(fade))
    try slide.run()
  }
}
