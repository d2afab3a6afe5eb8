internal import ArgumentParser
private import CommandLineFiles
private import ImageEncoding
private import ShmChannel
private import SystemPackage

/// `shmshare save`: writes the current frame to a file.
struct Save: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Write the frame that a channel holds to a file.",
    discussion: """
      The pixels are exact. The format is PNG; it is PPM, which has no alpha, for a name that ends in \
      .ppm and for standard output. A name of another format, such as x.jpg, is refused. A file of \
      that name is replaced once the new one is complete.
      """
  )

  @Argument(
    help: ArgumentHelp("Where to write it; - is standard output.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var channelOption: ChannelOption

  func run() throws {
    let name = try channelOption.name()
    do {
      try save(name)
    } catch let error as ChannelError {
      throw Failure(error)
    } catch let error as OutputError {
      throw Failure(error)
    }
  }

  private func save(_ name: ChannelName) throws {
    let output = OutputFile(file)
    let format = try file == "-" ? .ppm : output.format
    // Pinned before the file is touched, so that a frame that cannot be had leaves it as it was.
    let frame = try Channel.latestFrame(of: name)
    if file == "-" {
      try writeToStandardOutput(frame)
    } else {
      try output.write { try write(frame, as: format, to: $0) }
    }
  }

  private func writeToStandardOutput(_ frame: borrowing PinnedFrame) throws {
    do {
      try write(frame, as: .ppm, to: .standardOutput)
    } catch EncodingError.write(let code) {
      try StandardStreams.outputFailed(Errno(rawValue: code))
    } catch let error as EncodingError {
      throw Failure(.trouble, "standard output: \(error)")
    }
  }

  private func write(
    _ frame: borrowing PinnedFrame, as format: ImageEncoder.Format, to output: FileDescriptor
  ) throws {
    let info = frame.info
    try frame.withMappedPixels { pixels in
      try ImageEncoder.write(
        pixels, width: info.width, height: info.height, rowStride: info.rowStride,
        isOpaque: info.format == .bgrx, as: format, to: output.rawValue)
    }
    guard !frame.wasTruncated else { throw frameWasCut }
  }

  private var frameWasCut: Failure {
    let name = channelOption.channel
    return Failure(
      .trouble, "channel \(name): its frame was cut while it was saved; publish the picture again")
  }
}
