package import ShmChannel

/// What a viewer has done since it started: the counters behind `--stats`.
package struct Stats: Equatable, Sendable {
  /// The newest generation shown.
  package private(set) var generation: UInt64 = 0
  /// Distinct generations put and completed.
  package private(set) var shown: UInt64 = 0
  /// Generations that a newer one overtook.
  package private(set) var skipped: UInt64 = 0
  package private(set) var direct: UInt64 = 0
  package private(set) var composed: UInt64 = 0
  package private(set) var plain: UInt64 = 0
  /// Steps of fades.
  package private(set) var faded: UInt64 = 0
  /// Returns of poll(2).
  package var wakeups: UInt64 = 0

  /// Nil where nothing is presented at vertical blanks.
  package private(set) var presents: Presents?

  /// What has become of frames that were presented.
  package struct Presents: Equatable, Sendable {
    /// How the last one came to the screen.
    package var last: PresentMode?
    package var flipped: UInt64 = 0
    package var copied: UInt64 = 0
    /// Those of which the server has not told in time.
    package var untold: UInt64 = 0
    /// Those that the server has skipped.
    package var skipped: UInt64 = 0
  }

  /// The generation before the next one to count; `nil` until the channel's first is seen.
  private var counted: UInt64?

  /// Nothing is counted yet.
  package init() {}

  /// A frame was pinned: counting starts at the first of a channel.
  package mutating func didSee(_ generation: UInt64) {
    if counted == nil { counted = generation &- 1 }
  }

  /// Generations count anew in a channel that was made again.
  package mutating func didChangeChannel() {
    counted = nil
  }

  /// The X server has executed a draw request for a frame, which may have been a redraw.
  package mutating func didDraw(by path: PathKind) {
    switch path {
    case .direct: direct += 1
    case .composed: composed += 1
    case .plain: plain += 1
    case .mixture: didFade()
    }
  }

  /// That generation is shown, perhaps once more.
  package mutating func didShow(_ generation: UInt64) {
    didSee(generation)
    guard let counted, generation > counted else { return }
    skipped = skipped.addingSaturated(generation - counted - 1)
    shown += 1
    self.counted = generation
    self.generation = generation
  }

  /// A frame that was presented is on the screen, as far as the server has told.
  package mutating func didPresent(by mode: PresentMode) {
    var counts = presents ?? Presents()
    counts.last = mode
    switch mode {
    case .flip: counts.flipped += 1
    case .copy: counts.copied += 1
    case .untold: counts.untold += 1
    }
    presents = counts
  }

  /// The X server has skipped a frame that was presented.
  package mutating func didSkip() {
    var counts = presents ?? Presents()
    counts.skipped += 1
    presents = counts
  }

  /// The X server has executed a step of a fade.
  package mutating func didFade() { faded += 1 }

  /// Whether anything but the wake-ups differs: a wake-up alone is not worth a line.
  package func differs(from other: Stats) -> Bool {
    var quiet = self
    quiet.wakeups = other.wakeups
    return quiet != other
  }

  /// One line of JSON, newline included.
  ///
  /// - Parameters:
  ///   - latency: How long frames took; left out where nothing has been measured.
  ///   - channel: Whose they are, where there are several.
  package func line(
    after elapsed: Duration, _ latency: LatencySummary? = nil, of channel: ChannelName? = nil
  ) -> String {
    let (seconds, attoseconds) = elapsed.components
    let milliseconds = String(attoseconds / 1_000_000_000_000_000)
    let fraction = String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
    let name = channel.map { "\"channel\":\"\($0)\"," } ?? ""
    return """
      {"event":"stats",\(name)"seconds":\(seconds).\(fraction),"generation":\(generation),\
      "shown":\(shown),"skipped":\(skipped),"direct":\(direct),"composed":\(composed),\
      "plain":\(plain),"faded":\(faded),"wakeups":\(wakeups)\(presents?.member ?? "")\
      \(latency?.member ?? "")}

      """
  }
}

extension Stats.Presents {
  /// As a member of a JSON object.
  fileprivate var member: String {
    let mode = last.map { "\"last\":\"\($0.rawValue)\"," } ?? ""
    return ",\"vblank\":{\(mode)\"flip\":\(flipped),\"copy\":\(copied),\"none\":\(untold),"
      + "\"skip\":\(skipped)}"
  }
}

extension LatencySummary {
  /// As a member of a JSON object, in milliseconds.
  fileprivate var member: String {
    let stages = Stage.allCases.compactMap { stage in
      self.stages[stage].map {
        ",\"\(stage.name)\":{\"p50\":\($0.median.inMilliseconds),\"p99\":\($0.high.inMilliseconds)}"
      }
    }
    return ",\"latency_ms\":{\"frames\":\(frameCount)\(stages.joined())}"
  }
}

extension UInt64 {
  /// The sum, or the largest number: generations are another program's, and may be any.
  fileprivate func addingSaturated(_ other: UInt64) -> UInt64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}
