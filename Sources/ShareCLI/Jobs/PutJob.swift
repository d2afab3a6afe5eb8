internal import CommandLineFiles
private import ImageDecoding
private import Pixels
private import Sandbox
internal import ShmChannel

/// Decodes files, and publishes each of them.
struct PutJob: Job, Equatable {
  /// As `CommandLineText` has them; `-` is standard input.
  let files: [String]
  let channel: ChannelName
  /// As `CommandLineText` has it; nil for the file's name.
  var title: String?
  /// How long a viewer has to show each picture; nil to wait for none.
  var waitShown: Seconds?
  var costs = DecodingCosts()
  var isQuiet = false
  /// How messages call standard input, where it is known what it is.
  var inputName: String?
  /// Whether a person at the terminal is told what to do next.
  var givesAdvice = true
  /// Whether a viewer is started where the channel has none.
  var opensViewer = false
  /// Whether pipes and devices are refused, which may never end.
  var takesRegularOnly = false
  /// The process with which this one dies; nil for none.
  var parent: Int32?

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent) { return }
    let publisher = Publisher(channel)
    let room = DecodingRoom(costs)
    var tally = FailureTally()
    if opensViewer { tally.attempt { () throws(Failure) in try ViewerProgram.open(channel) } }
    for (index, file) in files.enumerated() {
      let earlier = tally.first
      tally.attempt { () throws(Failure) in
        try MistakenCommand.check(file, isFirst: index == 0)
        let file = InputFile(file, standardInputName: inputName)
        let input = try takesRegularOnly ? file.openRegular() : file.open()
        try room.enter(for: file.name, remaining: files.count - 1 - index, after: earlier)
        try publish(decode(file, input), of: file, by: publisher, room)
      }
    }
    if let gaps = room.gaps, !isQuiet, givesAdvice {
      StandardStreams.hint("pictures are decoded without all safeguards: \(gaps)")
    }
    try tally.finish()
  }

  private func publish(
    _ bitmap: borrowing Bitmap, of file: InputFile, by publisher: Publisher, _ room: DecodingRoom
  ) throws(Failure) {
    if let trouble = room.rootTrouble { throw Failure(trouble, subject: file.name) }
    let title = Title.sanitized(title.map(CommandLineText.display) ?? file.title)
    let published: Publisher.Published
    do throws(ChannelError) {
      published = try publisher.publish(bitmap, title: title, shrinks: costs.shrinks)
    } catch {
      throw Failure(error, subject: file.name)
    }
    let (width, height) = (published.width, published.height)
    if (width, height) != (bitmap.width, bitmap.height) {
      let words = MemoryFit.words(from: (bitmap.width, bitmap.height), to: (width, height))
      StandardStreams.complain("\(file.name): \(words)")
    }
    if !isQuiet {
      try StandardStreams.say(
        "\(channel): generation \(published.generation.rawValue), \(width)x\(height), \(title)\n")
    }
    if let waitShown {
      try publisher.awaitViewer(showing: published.generation, for: waitShown)
    } else if !isQuiet, givesAdvice {
      publisher.hintIfUnseen()
    }
  }

  /// Decodes into private memory, so that a picture that fails never touches the channel.
  private func decode(
    _ file: InputFile, _ input: consuming OpenInput
  ) throws(Failure) -> Bitmap {
    let bytes = try input.read(byteLimit: costs.pipeByteLimit) { (head) throws(Failure) in
      if ImageType(sniffing: head) == nil, !head.isEmpty { throw failure(file, .notAnImage) }
    }
    return try bytes.withUnsafeBytes { (bytes) throws(Failure) in
      do throws(DecodingError) {
        return try ImageDecoder.decode(bytes, limits: costs.limits)
      } catch {
        throw failure(file, error)
      }
    }
  }

  private func failure(_ file: InputFile, _ error: DecodingError) -> Failure {
    let advice = error == .outOfMemory ? "; see --max-memory" : ""
    return Failure(.undecodable, "\(file.name): \(error.advised)\(advice)")
  }
}
