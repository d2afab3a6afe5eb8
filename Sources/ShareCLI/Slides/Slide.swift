internal import CommandLineFiles
internal import ImageDecoding
internal import Pixels
private import Sandbox
internal import ShmChannel
private import Slideshow
private import SystemPackage

/// One slide of a slideshow from its file to its end, in a process of its own.
struct Slide {
  private let given: SlideFile?
  /// What its frames are called; empty until its file is known.
  private(set) var title = ""
  private let channelName: ChannelName
  private let costs: DecodingCosts
  private let fade: Duration
  var conversation = SlideConversation()
  /// How often each frame is halved; nil before the first.
  private var halvings: Int?
  /// The samples that are black and white; nil for all that their type has.
  private var range: SampleRange?
  /// What samples say of light.
  private var transfer = Transfer.srgb
  var details = PictureDetails()

  /// - Parameters:
  ///   - file: nil to wait for the order that names it.
  ///   - fade: the transition to it, where the order to show it names none.
  init(
    _ file: SlideFile?, in channelName: ChannelName, costs: DecodingCosts, fade: Duration
  ) {
    given = file
    self.channelName = channelName
    self.costs = costs
    self.fade = fade
  }

  /// Does everything; the answers tell what came of it.
  mutating func run() throws(Failure) {
    do throws(SlideEnd) {
      try limitMemory()
      try limitProcessorTime()
      let channel = try openChannel()
      try confine(to: channel)
      if given == nil, costs.isUrgent { prepare(channel) }
      let (file, known) = try nextFile()
      title = file.title
      try showPicture(of: read(file, unless: known), in: channel)
    } catch {
      if let answer = error.answer { try conversation.say(answer) }
      if let status = error.status { throw Failure(status, nil) }
    }
  }

  /// How often it is said that the reading goes on.
  private static let pace = Duration.milliseconds(300)

  private func limitMemory() throws(SlideEnd) {
    try limit { () throws(Errno) in
      try ResourceLimits.limitMemory(toByteCount: costs.memory)
    }
  }

  /// From now on, for one picture, or for one frame more of it.
  func limitProcessorTime() throws(SlideEnd) {
    try limit { () throws(Errno) in
      try ResourceLimits.limitProcessorTime(to: costs.seconds.duration)
    }
  }

  private func limit(_ body: () throws(Errno) -> Void) throws(SlideEnd) {
    do throws(Errno) { try body() } catch {
      throw .failed("its process cannot be limited: \(error) (setrlimit)", .trouble)
    }
  }

  private mutating func confine(to channel: Channel) throws(SlideEnd) {
    let gaps = Confinement(writableDirectory: channel.directoryDescriptor).enter()
    guard !gaps.isEmpty else { return }
    try say(.unconfined(gaps.map(\.description).joined(separator: "; ")))
  }

  private func openChannel() throws(SlideEnd) -> Channel {
    do throws(ChannelError) {
      return try Channel.open(channelName)
    } catch {
      throw SlideEnd(error)
    }
  }

  /// Has at hand what most pictures want, while none is there yet.
  private func prepare(_ channel: Channel) {
    ImageDecoder.prepare()
    channel.prepareLoan(atMost: costs.memory / 4)  // addresses count as memory
  }

  /// The file, once it is known, and what is shown of it already. Its processor time begins then:
  /// what waits has used some to start.
  private mutating func nextFile() throws(SlideEnd) -> (SlideFile, ContentsDigest?) {
    if let given { return (given, nil) }
    guard case .order(.decode(let file, let known)) = conversation.next() else {
      throw .abandoned
    }
    try limitProcessorTime()
    return (SlideFile(file), known)
  }

  private mutating func showPicture(
    of bytes: consuming InputBytes, in channel: Channel
  ) throws(SlideEnd) {
    let (limits, keepsDepth, profile) = (costs.limits, costs.depth == .keep, costs.profile)
    // Moving pictures are decoded from their bytes as they are played; for still ones neither the
    // bytes nor the decoded picture stay: only the frame is held.
    var straight: Loan?
    let still = try bytes.withUnsafeBytes { (bytes) throws(SlideEnd) -> StillPicture? in
      details.camera = CameraDetails(of: bytes)
      straight = try heldInStrips(bytes, in: channel)
      if straight != nil { return nil }
      channel.unprepareLoan()  // addresses that a picture in memory may want
      let contents = try Self.decode { () throws(DecodingError) in
        try ImageDecoder.contents(
          of: bytes, limits: limits, keepsDepth: keepsDepth, profile: profile)
      }
      switch consume contents {
      case .still(let picture): return picture
      case .animation(let animation):
        try play(animation, in: channel)
        return nil
      }
    }
    _ = consume bytes
    if var loan = straight.take() {
      try publish(&loan)
      // Viewers want every processor now, and much memory takes one some time to give back.
      if loan.isMapped { _ = conversation.next(before: .now + SpareTime.pause) }
      return
    }
    guard let picture = still else { return }
    (range, transfer) = (picture.range, picture.transfer)
    details.profile = picture.profile
    if let remark = picture.remark { try say(.remark(remark)) }
    var loan = try held(picture, in: channel)
    _ = consume picture
    try publish(&loan)
  }

  /// Waits for the order, and publishes a still picture.
  private mutating func publish(_ loan: inout Loan) throws(SlideEnd) {
    try say(.still(width: loan.width, height: loan.height))
    try say(.shown(show(&loan).generation))
  }

  /// The picture, decoded straight into a frame; nil where it has to be in memory first.
  private mutating func heldInStrips(
    _ bytes: UnsafeRawBufferPointer, in channel: Channel
  ) throws(SlideEnd) -> Loan? {
    let costs = costs
    let threads = costs.isUrgent ? PictureStrips.Threads.twoIfLarge : .one
    var fate: ProfileFate?
    let loan = try Self.decode { () throws(DecodingError) -> Loan? in
      guard
        var strips = try PictureStrips(
          of: bytes, limits: costs.limits, profile: costs.profile, threads: threads),
        !costs.shrinks || MemoryFit.halvings(of: strips.layout, in: channel) == 0
      else { return nil }
      fate = strips.profile
      return try Publisher.loan(&strips, in: channel)
    }
    details.profile = fate
    return loan
  }

  private func read(
    _ file: SlideFile, unless known: ContentsDigest?
  ) throws(SlideEnd) -> InputBytes {
    let bytes: InputBytes?
    try say(.reading)
    var said = ContinuousClock.now
    do throws(ReadingError) {
      bytes = try file.read {
        guard said + Self.pace < .now else { return }
        said = .now
        try? conversation.say(.reading)  // a show that has gone is met later
      }
    } catch {
      throw .failed("\(error)", error.isShortage ? .trouble : .noInput)
    }
    guard let bytes else { throw .skip }
    let contents = bytes.withUnsafeBytes { ContentsDigest(of: RawSpan(_unsafeBytes: $0)) }
    if contents == known { throw .unchanged }
    try say(.read(contents))
    return bytes
  }

  /// The picture in a frame that is ready to be published; where two frames of its samples do not
  /// fit and pictures may be made smaller, in 8 bits.
  private mutating func held(
    _ picture: borrowing StillPicture, in channel: Channel
  ) throws(SlideEnd) -> Loan {
    switch picture {
    case .display(let picture): return try held(picture.bitmap, in: channel)
    case .samples(let samples):
      if costs.shrinks, !MemoryFit.holdsTwo(samples.layout, in: channel),
        let bitmap = try? samples.display()
      {
        (range, transfer) = (nil, .srgb)
        return try held(bitmap, in: channel)
      }
      return try held { () throws(ChannelError) in
        try samples.withBytes { (pixels: RawSpan) throws(ChannelError) in
          try Publisher.loan(pixels, samples.layout, in: channel)
        }
      }
    }
  }

  /// The same of display pixels.
  mutating func held(_ bitmap: borrowing Bitmap, in channel: Channel) throws(SlideEnd) -> Loan {
    if halvings == nil { shrink(bitmap, in: channel) }
    let slide = self
    return try held { () throws(ChannelError) in try slide.loan(bitmap, in: channel) }
  }

  private mutating func held(
    _ loan: () throws(ChannelError) -> Loan
  ) throws(SlideEnd) -> Loan {
    while true {
      do throws(ChannelError) { return try loan() } catch {
        try endUnlessBusy(error)
        guard conversation.next(before: .now) == .timeout else { throw .abandoned }
      }
    }
  }

  /// Decides how often frames of that size are halved, and says so.
  private mutating func shrink(_ bitmap: borrowing Bitmap, in channel: Channel) {
    let count = costs.shrinks ? MemoryFit.halvings(of: bitmap, in: channel) : 0
    halvings = count
    guard count > 0 else { return }
    let (width, height) = MemoryFit.size(bitmap.width, bitmap.height, halved: count)
    try? say(
      .shrunk(
        fromWidth: bitmap.width, fromHeight: bitmap.height, width: width, height: height))
  }

  /// A frame that holds the picture, halved as often as was decided.
  func loan(_ bitmap: borrowing Bitmap, in channel: Channel) throws(ChannelError) -> Loan {
    if let halvings, halvings > 0, let half = try? bitmap.halved(times: halvings) {
      return try Publisher.loan(half, in: channel)
    }
    return try Publisher.loan(bitmap, in: channel)
  }

  static func decode<Picture: ~Copyable>(
    _ body: () throws(DecodingError) -> Picture
  ) throws(SlideEnd) -> Picture {
    do throws(DecodingError) { return try body() } catch {
      throw .failed(error.advised, .undecodable)
    }
  }

  /// Waits for the order, and publishes; as often as another publisher is in the way.
  ///
  /// - Returns: what it is now, and how long viewers take to come to show it.
  mutating func show(
    _ loan: inout Loan
  ) throws(SlideEnd) -> (generation: Generation, transition: Duration) {
    while true {
      let transition: Duration
      switch conversation.next() {
      case .order(.show(let own)): transition = min(own ?? fade, FrameInfo.maximumTransition)
      case .order(.decode), .end, .timeout: throw .abandoned
      }
      do throws(ChannelError) {
        return (try loan.publish(caption(transition)), transition)
      } catch {
        try endUnlessBusy(error)
      }
    }
  }

  /// What its frames say of it.
  func caption(_ transition: Duration = .zero) -> Caption {
    Caption(
      title: title, transition: transition, range: range, transfer: transfer,
      details: details.text)
  }

  /// Says what is in the way of a publisher, if it can be tried again.
  mutating func endUnlessBusy(_ error: ChannelError) throws(SlideEnd) {
    guard case .lockHeld = error else { throw SlideEnd(error) }
    try say(.busy(error.advised))
  }

  func say(_ answer: SlideAnswer) throws(SlideEnd) {
    do throws(Failure) { try conversation.say(answer) } catch { throw .abandoned }
  }
}
