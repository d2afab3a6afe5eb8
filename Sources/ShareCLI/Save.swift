internal import ArgumentParser
private import ImageEncoding
private import ShmChannel

/// `shmshare save`: writes the current frame to a file.
struct Save: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the frame that a channel holds to a file.",
    discussion: """
      The pixels are exact. The format is PNG; it is PPM, which has no alpha, for a name that ends in \
      .ppm and for standard output. A file of that name is replaced once the new one is complete.
      """
  )

  @Argument(
    help: ArgumentHelp("Where to write it; - is standard output.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var channelOption: ChannelOption

  func run() throws {
    let bytes = try encode(channelOption.name())
    if file == "-" {
      try StandardStreams.write(bytes)
    } else {
      try OutputFile(file).write(bytes)
    }
  }

  private var isPPM: Bool { file == "-" || file.lowercased().hasSuffix(".ppm") }

  /// Encodes into memory first, so that a frame that cannot be read leaves the file as it was.
  private func encode(_ name: ChannelName) throws(Failure) -> [UInt8] {
    do throws(ChannelError) {
      let reader = try ChannelReader(name: name)
      guard try reader.refresh() != .noChannel else { throw .noSuchChannel(name) }
      guard let frame = try reader.acquireLatest() else { throw .noFrame(name) }
      return try encode(frame)
    } catch {
      throw Failure(error)
    }
  }
}
