internal import CommandLineFiles
private import FrameStreams
private import ImageDecoding
private import ImageEncoding
internal import Pixels
private import Sandbox
internal import ShmChannel

/// Decodes files, and publishes each of them.
struct PutJob: Job, Equatable {
  /// As `CommandLineText` has them; `-` is standard input.
  let files: [String]
  let channel: ChannelName
  /// As `CommandLineText` has it; nil for the file's name.
  var title: String?
  /// Where it comes from, as a line of the frame's details; nil for nothing.
  var origin: String?
  /// How long a viewer has to show each picture; nil to wait for none.
  var waitShown: Seconds?
  var costs = DecodingCosts()
  /// Which samples are black and white; nil for what the file says.
  var range: RangeChoice?
  /// What samples say of light; nil for what the file says.
  var transfer: Transfer?
  /// How many frames before the newest the channel keeps from now on; nil for as many as before.
  var history: UInt32?
  var isQuiet = false
  /// How messages call standard input, where it is known what it is.
  var inputName: String?
  /// Whether a person at the terminal is told what to do next.
  var givesAdvice = true
  /// Whether no command was named, so that the first file may be one.
  var mayBeMistaken = false
  /// Whether a viewer is started where the channel has none.
  var opensViewer = false
  /// Whether the terminal shows each picture as well.
  var showsPreview = false
  /// Whether pipes and devices are refused, which may never end.
  var takesRegularOnly = false
  /// The process with which this one dies; nil for none.
  var parent: Int32?

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent) { return }
    let publisher = Publisher(channel, history: history)
    let room = DecodingRoom(costs)
    var tally = FailureTally()
    if opensViewer { tally.attempt { () throws(Failure) in try ViewerProgram.open(channel) } }
    for (index, file) in files.enumerated() {
      let earlier = tally.first
      tally.attempt { () throws(Failure) in
        if index == 0, mayBeMistaken { try MistakenCommand.check(file) }
        let file = InputFile(file, standardInputName: inputName)
        let input = try takesRegularOnly ? file.openRegular() : file.open()
        try room.enter(for: file.name, remaining: files.count - 1 - index, after: earlier)
        try show(file, input, by: publisher, room)
      }
    }
    if let gaps = room.gaps, !isQuiet, givesAdvice {
      StandardStreams.hint("pictures are decoded without all safeguards: \(gaps)")
    }
    try tally.finish()
  }

  /// Publishes the picture, of which nobody sees anything unless it is whole.
  private func show(
    _ file: InputFile, _ input: consuming OpenInput, by publisher: Publisher, _ room: DecodingRoom
  ) throws(Failure) {
    let bytes = try input.read(
      byteLimit: costs.pipeByteLimit, tellsWait: !isQuiet && givesAdvice
    ) { (head) throws(Failure) in
      if ImageType(sniffing: head) == nil, !head.isEmpty { throw refusal(of: file, head) }
    }
    var details = PictureDetails(
      origin: origin, camera: bytes.withUnsafeBytes { CameraDetails(of: $0) })
    let title = Title.sanitized(title.map(CommandLineText.display) ?? file.title)
    var caption = Caption(title: title, transfer: transfer ?? .srgb)
    if room.rootTrouble == nil,
      let published = try publishInStrips(file, bytes, caption, details, by: publisher)
    {
      try tell(published, of: published.layout, file, title)
      return try awaitViewer(of: published, publisher)
    }
    var picture = try decode(file, bytes)
    _ = consume bytes
    let advice = rangeAdvice(for: picture)
    let tones = try settleTones(of: &picture, file)
    if let remark = picture.remark, !isQuiet { StandardStreams.complain("\(file.name): \(remark)") }
    if let advice { StandardStreams.complain("\(file.name): \(advice)") }
    if let trouble = room.rootTrouble { throw Failure(trouble, subject: file.name) }
    let layout = picture.layout
    (caption.range, caption.transfer) = (tones.range ?? picture.range, tones.transfer)
    details.profile = picture.profile
    caption.details = details.text
    let published: Publisher.Published
    do throws(ChannelError) {
      switch picture {
      case .display(let picture):
        published = try publisher.publish(picture.bitmap, caption, shrinks: costs.shrinks)
      case .samples(let samples):
        published = try publisher.publish(samples, caption, shrinks: costs.shrinks)
      }
    } catch {
      throw Failure(error, subject: file.name)
    }
    try tell(published, of: layout, file, title)
    if showsPreview { try preview(picture, tones.range, tones.transfer) }
    try awaitViewer(of: published, publisher)
  }

  /// What a person is told who has chosen no range, of a picture that needs one.
  private func rangeAdvice(for picture: borrowing StillPicture) -> String? {
    if range != nil || isQuiet { return nil }
    let tones = DisplayTones(range: picture.range, transfer: transfer ?? picture.transfer)
    let layout = picture.layout
    return picture.withBytes { RangeAdvice.words(for: $0, layout, tones) }
  }

  /// The range that is chosen for viewers, and what they are told of light: nothing of what is in
  /// the picture's 8 bits, which are made here.
  private func settleTones(
    of picture: inout StillPicture, _ file: InputFile
  ) throws(Failure) -> (range: SampleRange?, transfer: Transfer) {
    let layout = picture.layout
    let chosen = picture.withBytes { range?.range(of: $0, layout: layout) }
    let transfer = transfer ?? picture.transfer
    guard costs.depth == .eight else { return (chosen, transfer) }
    do throws(DecodingError) {
      return try picture.narrow(by: chosen, transfer) ? (nil, .srgb) : (chosen, transfer)
    } catch {
      throw failure(file, error)
    }
  }

  private func awaitViewer(
    of published: Publisher.Published, _ publisher: Publisher
  ) throws(Failure) {
    if let waitShown {
      try publisher.awaitViewer(showing: published.generation, for: waitShown)
    } else if !isQuiet, givesAdvice {
      publisher.hintIfUnseen()
    }
  }

  /// Says what has become of a picture of that layout.
  private func tell(
    _ published: Publisher.Published, of layout: FrameLayout, _ file: InputFile, _ title: String
  ) throws(Failure) {
    if let words = MemoryFit.words(from: layout, to: published.layout) {
      StandardStreams.complain("\(file.name): \(words)")
    }
    if !isQuiet {
      let size = "\(published.layout.width)x\(published.layout.height)"
      try StandardStreams.say(
        "\(channel): generation \(published.generation.rawValue), \(size), \(title)\n")
    }
  }

  /// A picture that is published and not seen here is published all the same.
  private func preview(
    _ picture: borrowing StillPicture, _ range: SampleRange?, _ transfer: Transfer
  ) throws(Failure) {
    switch picture {
    case .display(let picture): try preview(picture.bitmap)
    case .samples(let samples):
      let bitmap: Bitmap
      do throws(DecodingError) { bitmap = try samples.display(range, transfer) } catch {
        return StandardStreams.complain("no preview: \(error)")
      }
      try preview(bitmap)
    }
  }

  private func preview(_ bitmap: borrowing Bitmap) throws(Failure) {
    let text: [UInt8]
    do throws(TerminalPicture.Trouble) { text = try TerminalPicture.text(of: bitmap) } catch {
      return StandardStreams.complain("\(error)")
    }
    try StandardStreams.say(text)
  }

  /// Decodes straight into the channel; nil where the picture has to be in private memory first.
  private func publishInStrips(
    _ file: InputFile, _ bytes: borrowing InputBytes, _ caption: Caption,
    _ details: PictureDetails, by publisher: Publisher
  ) throws(Failure) -> Publisher.Published? {
    if showsPreview || range != nil { return nil }
    return try bytes.withUnsafeBytes { (bytes) throws(Failure) in
      do throws(DecodingError) {
        guard
          var strips = try PictureStrips(
            of: bytes, limits: costs.limits, profile: costs.profile, threads: .twoIfLarge)
        else { return nil }
        var (caption, details) = (caption, details)
        details.profile = strips.profile
        caption.details = details.text
        return try publisher.publish(&strips, caption, shrinks: costs.shrinks)
      } catch {
        throw failure(file, error)
      }
    }
  }

  /// Decodes into private memory, so that a picture that fails never touches the channel.
  private func decode(
    _ file: InputFile, _ bytes: borrowing InputBytes
  ) throws(Failure) -> StillPicture {
    try bytes.withUnsafeBytes { (bytes) throws(Failure) in
      do throws(DecodingError) {
        return try ImageDecoder.still(
          of: bytes, limits: costs.limits, keepsDepth: costs.keepsSamples(for: range, transfer),
          profile: costs.profile)
      } catch {
        throw failure(file, error)
      }
    }
  }

  /// Of what begins no picture: it may be what others make pictures of, or a stream of them.
  private func refusal(of file: InputFile, _ head: UnsafeRawBufferPointer) -> Failure {
    let head = Array(head.prefix(ConverterHint.headByteCount))
    if let hint = ConverterHint(head: head, file: file.argument) {
      return Failure(.undecodable, "\(file.name): \(hint.words)")
    }
    guard StreamFormat(sniffing: head.span) == .y4m else { return failure(file, .notAnImage) }
    let source = ConverterHint.quotedSource(file.argument)
    return Failure(
      .undecodable, "\(file.name): is a video of YUV4MPEG2; to show it: shmshare stream \(source)")
  }

  private func failure(_ file: InputFile, _ error: DecodingError) -> Failure {
    let advice = error == .outOfMemory ? "; see --max-memory" : ""
    return Failure(.undecodable, "\(file.name): \(error.advised)\(advice)")
  }
}
