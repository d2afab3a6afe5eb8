internal import ArgumentParser
private import CommandLineFiles
private import ImageDecoding
private import Pixels
private import ShmChannel

/// `shmshare put`: decodes files, and publishes each of them.
struct Put: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Publish pictures; the command that is meant if none is named.",
    discussion: """
      Each picture is decoded, then published, and one line says so: \
      "default: generation 7, 2560x1600, photo.jpg". A picture that fails is reported and leaves the \
      channel as it was; the others still go, and the exit status is that of the first failure.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The pictures; - is standard input, and pipes are read to their end.", valueName: "file"),
    completion: .file())
  var files: [String]

  @OptionGroup var channelOption: ChannelOption

  @Option(help: "What viewers call it in their title bar; by default the file's name.")
  var title: String?

  @Option(
    help: ArgumentHelp("Wait until a viewer has shown it, or end with 75.", valueName: "seconds"))
  var waitShown: Seconds?

  @Option(help: ArgumentHelp("Refuse pictures of more pixels.", valueName: "count"))
  var maxPixels = 400_000_000

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    guard maxPixels > 0 else {
      throw ValidationError("--max-pixels must be 1 or more, not \(maxPixels)")
    }
  }

  func run() throws {
    let publisher = Publisher(try channelOption.name())
    var tally = FailureTally()
    for (index, file) in files.enumerated() {
      tally.attempt { () throws(Failure) in
        try MistakenCommand.check(file, isFirst: index == 0)
        try publish(InputFile(file), by: publisher)
      }
    }
    try tally.finish()
  }

  /// Decodes into private memory first, so that a picture that fails never touches the channel.
  private func publish(_ file: InputFile, by publisher: Publisher) throws(Failure) {
    let bitmap = try decode(file)
    let title = Title.sanitized(title.map(CommandLineText.display) ?? file.title)
    let generation: Generation
    do throws(ChannelError) {
      generation = try publisher.publish(bitmap, title: title)
    } catch {
      throw Failure(error, subject: file.name)
    }
    if !quiet {
      let size = "\(bitmap.width)x\(bitmap.height)"
      let name = channelOption.channel
      try StandardStreams.say("\(name): generation \(generation.rawValue), \(size), \(title)\n")
    }
    if let waitShown {
      try publisher.awaitViewer(showing: generation, for: waitShown)
    } else if !quiet {
      publisher.hintIfUnseen()
    }
  }

  private func decode(_ file: InputFile) throws(Failure) -> Bitmap {
    let bytes = try file.read { (head) throws(Failure) in
      if ImageType(sniffing: head) == nil, !head.isEmpty { throw failure(file, .notAnImage) }
    }
    return try bytes.withUnsafeBytes { (bytes) throws(Failure) in
      do throws(DecodingError) {
        return try ImageDecoder.decode(bytes, limits: DecodingLimits(maxPixels: maxPixels))
      } catch {
        throw failure(file, error)
      }
    }
  }

  private func failure(_ file: InputFile, _ error: DecodingError) -> Failure {
    Failure(.undecodable, "\(file.name): \(error)")
  }
}
