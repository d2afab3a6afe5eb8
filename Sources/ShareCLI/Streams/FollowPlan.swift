internal import ShmChannel

/// Decides which frame of a channel a follower takes next.
///
/// Frames that were there at the beginning and are asked for come in their order; of those that
/// come later the newest wins, unless every one is wanted.
struct FollowPlan {
  /// Where a follower begins.
  enum Start: Equatable {
    /// Behind that generation.
    case generation(Generation)
    /// So many generations before the latest, as far as they are kept: the latest alone for 1,
    /// nothing that is there for 0.
    case before(latest: UInt64)
  }

  enum Step: Equatable {
    /// There is nothing new.
    case wait
    /// The latest frame.
    case newest
    /// The frame of that generation.
    case exactly(Generation)
  }

  private let start: Start
  private let isComplete: Bool
  /// The incarnation that is followed; generations compare within it only.
  private var channelID: ChannelID?
  /// The last generation that was taken, or passed over.
  private var position: UInt64 = 0
  /// The latest generation that is known of.
  private var latest: UInt64 = 0
  /// The latest generation at the beginning: up to it frames are taken in order.
  private var backlogEnd: UInt64 = 0
  /// Whether a frame that is gone is one that was never promised.
  private var isBeginning = false

  /// - Parameter isComplete: whether every frame is wanted, not only the newest.
  init(from start: Start, isComplete: Bool) {
    self.start = start
    self.isComplete = isComplete
  }

  mutating func step(_ availability: ChannelReader.Availability) -> Step {
    guard case .frame(let latest, let id) = availability else { return .wait }
    if id != channelID { begin(id, latest.rawValue) }
    self.latest = latest.rawValue
    guard latest.rawValue > position else { return .wait }
    let isInOrder = isComplete || position < backlogEnd
    return isInOrder ? .exactly(Generation(rawValue: position + 1)) : .newest
  }

  /// Whether there is nothing more to take of what the last step was told.
  var isUpToDate: Bool { position >= latest }

  private mutating func begin(_ id: ChannelID, _ latest: UInt64) {
    let isFirst = channelID == nil
    channelID = id
    switch start {
    case _ where !isFirst: position = 0  // a channel made anew begins with generation 1
    case .before(let count): position = latest - min(count, latest)
    // A generation to come is one of a channel that is gone.
    case .generation(let given): position = given.rawValue <= latest ? given.rawValue : latest - 1
    }
    backlogEnd = isFirst ? latest : 0
    if case .before = start { isBeginning = isFirst }
  }

  /// A frame has been taken.
  mutating func didTake(_ generation: Generation) {
    position = max(position, generation.rawValue)
    isBeginning = false
  }

  /// The frame that `step` named is gone.
  ///
  /// - Returns: whether that matters.
  mutating func miss(_ generation: Generation) -> Bool {
    position = max(position, generation.rawValue)
    return isComplete && !isBeginning
  }
}
