/// The frame files of a channel as a publisher found them, kept while the directory stays as it
/// was.
struct FrameSurvey {
  private(set) var states: [FrameState]
  private let stamp: DirectoryStamp

  /// How many headers are mapped at most: a process can guard 1,024 mappings (`busguard.h`), and
  /// pixels want theirs.
  private static let mappedHeaders = 64

  init(_ states: [FrameState], at stamp: DirectoryStamp) {
    self.states = states
    self.stamp = stamp
  }

  /// Whether no frame file has come or gone since.
  func holds(at now: DirectoryStamp) -> Bool { stamp.holds(at: now) }

  /// Every frame with its generation as it is now: another publisher may have taken or published
  /// it.
  func readAgain() throws(ChannelError) -> [FrameState] {
    var states = states
    for index in states.indices {
      states[index].generation = try states[index].frame.generation(
        isMapped: index < Self.mappedHeaders)
    }
    return states
  }
}
