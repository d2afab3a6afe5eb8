internal import ArgumentParser

/// `shmshare save`: writes the current frame to a file.
struct Save: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Write the frame that a channel holds to a file.",
    discussion: """
      The pixels are exact, of 8 and of 16 bits. The format is PNG, or PPM (which has no alpha) for a \
      name that ends in .ppm and for standard output, or NPY (NumPy) or PFM (float32, no alpha) for \
      one that ends so. Floats go into NPY and PFM alone. The name of another format, such as x.jpg, is refused. A file of \
      that name is replaced once the new one is complete.
      """
  )

  @Argument(
    help: ArgumentHelp("Where to write it; - is standard output.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SaveJob {
    SaveJob(file: file, channel: try channelOption.name())
  }
}
