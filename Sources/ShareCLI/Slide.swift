private import ImageDecoding
private import Pixels
private import Sandbox
internal import ShmChannel
private import SystemPackage

/// One slide of a slideshow from its file to its end, in a process of its own.
struct Slide {
  private let file: SlideFile
  private let channelName: ChannelName
  private let limits: SlideLimits
  private let fade: Duration
  private var conversation = SlideConversation()

  /// - Parameter fade: the transition to it, where the order to show it names none.
  init(file: SlideFile, channelName: ChannelName, limits: SlideLimits, fade: Duration) {
    self.file = file
    self.channelName = channelName
    self.limits = limits
    self.fade = fade
  }

  /// Does everything; the answers tell what came of it.
  mutating func run() throws(Failure) {
    do throws(SlideEnd) {
      try limitResources()
      let channel = try openChannel()
      try confine(to: channel)
      var loan = try prepared(in: channel)
      try say(.still(width: loan.width, height: loan.height))
      try say(.shown(show(&loan)))
    } catch {
      if let answer = error.answer { try conversation.say(answer) }
      if let status = error.status { throw Failure(status, nil) }
    }
  }

  private func limitResources() throws(SlideEnd) {
    do throws(Errno) {
      try ResourceLimits.limitMemory(toByteCount: limits.maxMemory)
      try ResourceLimits.limitProcessorTime(to: limits.maxSeconds.duration)
    } catch {
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

  /// Only the frame is held: what the file and the decoded picture took is given back.
  private mutating func prepared(in channel: Channel) throws(SlideEnd) -> Loan {
    let bitmap = try decoded()
    while true {
      do throws(ChannelError) {
        var loan = try channel.loan(
          width: bitmap.width, height: bitmap.height, format: bitmap.isOpaque ? .bgrx : .bgra)
        try bitmap.withBytes { (pixels: RawSpan) throws(ChannelError) in try loan.write(pixels) }
        return loan
      } catch {
        try endUnlessBusy(error)
        guard conversation.next(before: .now) == .timeout else { throw .abandoned }
      }
    }
  }

  private func decoded() throws(SlideEnd) -> Bitmap {
    let read: InputBytes?
    do throws(ReadingError) {
      read = try file.read()
    } catch {
      throw .failed("\(error)", .noInput)
    }
    guard let bytes = read else { throw .skip }
    do throws(DecodingError) {
      return try bytes.withUnsafeBytes { (bytes) throws(DecodingError) in
        try ImageDecoder.decode(bytes, limits: DecodingLimits(maxPixels: limits.maxPixels))
      }
    } catch {
      throw .failed("\(error)", .undecodable)
    }
  }

  /// Waits for the order, and publishes; as often as another publisher is in the way.
  private mutating func show(_ loan: inout Loan) throws(SlideEnd) -> Generation {
    while true {
      let transition: Duration
      switch conversation.next() {
      case .order(.show(let own)): transition = min(own ?? fade, FrameInfo.maximumTransition)
      case .order(.stop): throw .stopped
      case .end, .timeout: throw .abandoned
      }
      do throws(ChannelError) {
        return try loan.publish(title: file.title, transition: transition)
      } catch {
        try endUnlessBusy(error)
      }
    }
  }

  /// Says what is in the way of a publisher, if it can be tried again.
  private func endUnlessBusy(_ error: ChannelError) throws(SlideEnd) {
    guard case .lockHeld = error else { throw SlideEnd(error) }
    try say(.busy("\(error)"))
  }

  private func say(_ answer: SlideAnswer) throws(SlideEnd) {
    do throws(Failure) { try conversation.say(answer) } catch { throw .abandoned }
  }
}

/// Why a slide's process ends before its slide was shown, or while it was.
enum SlideEnd: Error {
  /// The slideshow is gone, or does not want it any more.
  case abandoned
  case stopped
  case skip
  case lost
  case failed(String, ExitStatus)

  init(_ error: ChannelError) {
    switch error {
    case .noSuchChannel, .removedWhilePublishing: self = .lost
    default: self = .failed("\(error)", ExitStatus(error))
    }
  }

  /// What is still to be said.
  var answer: SlideAnswer? {
    switch self {
    case .abandoned: nil
    case .stopped: .stopped
    case .skip: .skip
    case .lost: .lost
    case .failed(let words, _): .failed(words)
    }
  }

  /// The exit code; nil for 0.
  var status: ExitStatus? {
    switch self {
    case .abandoned, .stopped, .skip: nil
    case .lost: .trouble
    case .failed(_, let status): status
    }
  }
}
