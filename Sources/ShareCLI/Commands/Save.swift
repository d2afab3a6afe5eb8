internal import ArgumentParser
private import CommandLineFiles

/// `shmshare save`: writes the current frame to a file.
struct Save: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Write the frame that a channel holds, or an older one, to a file.",
    discussion: """
      Samples are written exactly as they are, of 8 bits, 16 bits or float32. The format is what the \
      name ends in: .png, .ppm (which has no alpha) and .pgm (gray alone), of 8 and 16 bits; .npy \
      (NumPy), which has room for every frame; .pfm (float32, no alpha). Without an ending it is PNG, \
      and on standard output PPM. What a format has no room for, such as floats in PNG, or alpha that \
      is not full everywhere in PPM, is refused, and so is any other ending, such as x.jpg. A file of \
      that name is replaced once the new one is complete.
      """
  )

  @Argument(
    help: ArgumentHelp("Where to write it; - is standard output.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var channelOption: ChannelOption

  @Option(
    parsing: .unconditional,  // `-3` is a place
    help: ArgumentHelp(
      "The frame of that number, or with -3 the third before the newest, if it is still there.",
      valueName: "generation"),
    transform: Self.choice)
  var generation: FrameChoice?

  private static func choice(_ text: String) throws -> FrameChoice {
    guard let choice = FrameChoice(text) else {
      throw ValidationError(
        "--generation must be a frame's number, or -N for the Nth before the newest, not "
          + "\"\(CommandLineText.display(text))\"")
    }
    return choice
  }

  func job() throws(Failure) -> SaveJob {
    SaveJob(file: file, channel: try channelOption.name(), choice: generation)
  }
}
