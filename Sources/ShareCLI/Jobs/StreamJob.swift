private import CommandLineFiles
private import FrameStreams
private import ImageDecoding
private import Linux

/// Publishes a stream of pictures, one frame after the other.
struct StreamJob: Job {
  /// As `CommandLineText` has it; `-` is standard input.
  let source: String
  let settings: StreamSettings

  func run() throws(Failure) {
    let input = try StreamInput(source)
    if settings.isLooping, !input.isFile {
      StandardStreams.complain("\(input.name): only a file can begin again; --loop does nothing")
    }
    let run = try StreamRun(settings, title: input.title)
    try run.room.lock(for: input.name)  // before the thread is started, which inherits it
    let mailbox: StreamMailbox
    do throws(SystemError) {
      mailbox = try StreamMailbox(settings.policy ?? (input.isFile ? .block : .drop))
      let reader = StreamReader(
        input.number, as: settings.format, limits: limits,
        isLooping: settings.isLooping && input.isFile, into: mailbox)
      try BackgroundThread.start { reader.run() }
    } catch {
      throw Failure(.trouble, "\(error)")
    }
    let show = StreamShow(run, mailbox, name: input.name, isFile: input.isFile)
    let ending = try show.showAll()
    try run.finish()
    try judge(ending ?? .finished, run.tally, input.name)
  }

  private var limits: StreamReader.Limits {
    StreamReader.Limits(
      pixels: settings.costs.limits.maxPixels, byteCount: settings.pictureByteLimit)
  }

  /// Tells what is to be told of the end. A picture that is cut at the end is not a failure where
  /// others came before it: their writer may have been stopped at any time.
  private func judge(
    _ ending: StreamEnding, _ tally: StreamTally, _ name: String
  ) throws(Failure) {
    let words = StreamEndingWords(ending, source: source, name: name)
    if let message = words.message {
      guard case .cut = ending, tally.frames > 0 else { throw Failure(words.status, message) }
      StandardStreams.complain(message)
    }
    if tally.damaged > 0 { throw Failure(.undecodable, nil) }
  }
}
