internal import CommandLineFiles
private import ImageDecoding
private import Pixels
internal import ShmChannel

/// Decodes files, and publishes each of them.
struct PutJob: Job {
  /// As `CommandLineText` has them; `-` is standard input.
  let files: [String]
  let channel: ChannelName
  /// As `CommandLineText` has it; nil for the file's name.
  var title: String?
  /// How long a viewer has to show each picture; nil to wait for none.
  var waitShown: Seconds?
  var maxPixels = DecodingLimits().maxPixels
  var isQuiet = false

  func run() throws(Failure) {
    let publisher = Publisher(channel)
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
    if !isQuiet {
      let size = "\(bitmap.width)x\(bitmap.height)"
      try StandardStreams.say("\(channel): generation \(generation.rawValue), \(size), \(title)\n")
    }
    if let waitShown {
      try publisher.awaitViewer(showing: generation, for: waitShown)
    } else if !isQuiet {
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
