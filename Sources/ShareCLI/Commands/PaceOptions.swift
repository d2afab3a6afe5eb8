internal import ArgumentParser
internal import CommandLineFiles
internal import Slideshow

/// In which order and how fast a slideshow goes.
struct PaceOptions: ParsableArguments {
  @Option(
    name: [.customShort("t"), .long],
    help: ArgumentHelp("How long each picture is shown.", valueName: "seconds"))
  var interval = Seconds(.seconds(5))

  @Option(
    help: """
      natural (numbers as numbers), name, mtime (oldest first), exif (first taken first) or size. \
      (default: natural)
      """)
  var sort: Playlist.Order?

  @Flag(help: "Reverse that order.")
  var reverse = false

  @Flag(
    name: [.customShort("z"), .long],
    help: "Shuffle each round anew; no picture appears twice in a round.")
  var shuffle = false

  @Option(
    help: ArgumentHelp("Start with this picture.", valueName: "file"), completion: .file())
  var startAt: String?

  @Flag(help: "Exit after the last picture.")
  var once = false

  @Flag(
    help: """
      Show the newest picture, then each new one at once; nothing else moves the show. For tethered \
      cameras.
      """)
  var newest = false

  @Option(help: ArgumentHelp("Cross-fade for this long.", valueName: "milliseconds"))
  var fade = 0

  @Option(
    help: ArgumentHelp(
      """
      Go on from an animation after this long, even if it has not ended. (default: ten intervals, at \
      least 60)
      """, valueName: "seconds"))
  var maxPlay: Seconds?

  @Option(
    help: ArgumentHelp(
      "When the screen is on, such as \"Mon-Fri 7-22, Sat,Sun 9-23\".",
      discussion: """
        By local time. Outside of these hours nothing is decoded, and viewers switch their screens off, \
        or are black. An end at or before its beginning goes over midnight; times without days are \
        those of the days before them, or of every day.
        """),
    transform: { text in
      do { return try ShowHours(text) } catch { throw ValidationError("--hours: \(error)") }
    })
  var hours: ShowHours?

  /// `FrameInfo.maximumTransition`.
  private static let longestFade = 60_000

  func validate() throws {
    guard interval.duration > .zero else {
      throw ValidationError("--interval must be more than 0")
    }
    if let maxPlay, maxPlay.duration <= .zero {
      throw ValidationError("--max-play must be more than 0")
    }
    guard (0...Self.longestFade).contains(fade) else {
      throw ValidationError("--fade must be 0 to \(Self.longestFade) milliseconds, not \(fade)")
    }
    let rivals = [
      "--shuffle": shuffle, "--once": once, "--start-at": startAt != nil, "--reverse": reverse,
      "--sort": sort != nil,
    ]
    try refuse(rivals, beside: "--newest", newest)
    try refuse(
      rivals.filter { ["--reverse", "--sort"].contains($0.key) }, beside: "--shuffle", shuffle)
  }

  private func refuse(_ rivals: [String: Bool], beside name: String, _ isGiven: Bool) throws {
    guard isGiven, let rival = rivals.filter(\.value).keys.min() else { return }
    throw ValidationError("\(name) and \(rival) exclude each other")
  }

  /// The same for the scheduler; where it starts is added later.
  func schedule(_ costs: DecodingCosts) -> ShowSchedule.Options {
    var options = ShowSchedule.Options()
    options.interval = interval.duration
    options.fade = .milliseconds(fade)
    options.longestDecoding = costs.seconds.duration
    options.longestPlay = maxPlay?.duration
    options.playlist.order = sort ?? .natural
    options.playlist.isReversed = reverse
    options.playlist.isShuffled = shuffle
    options.playlist.isOnce = once
    options.playlist.isNewestOnly = newest
    options.playlist.seed = .random(in: 0 ... .max)
    return options
  }
}
