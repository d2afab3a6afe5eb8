package import ShmChannel

/// The pulls of all channels that a subscriber follows; a few go on at once, and the others take
/// turns in the order in which they came.
package struct Pulls: Sendable {
  /// Each has a picture of the broker's and a process that decodes.
  static let maximumActive = 4

  private var plans: [ChannelName: PullPlan] = [:]
  /// Who waits for a turn, the first one first.
  private var queue: [ChannelName] = []

  package init() {}

  /// The channels that are known.
  package var names: some Collection<ChannelName> { plans.keys }

  /// What is known of a channel; a new plan for one that is not known.
  package subscript(_ name: ChannelName) -> PullPlan {
    get { plans[name] ?? PullPlan() }
    set { plans[name] = newValue }
  }

  /// Whether nothing is being pulled that the broker seems to have, nor could be now.
  package var areResting: Bool {
    let room = Self.maximumActive - plans.values.count(where: \.isActive)
    return plans.values.allSatisfy {
      (!$0.isActive || $0.isSilent) && (!$0.isReady || room <= 0)
    }
  }

  /// The channel is gone.
  package mutating func forget(_ name: ChannelName) { plans[name] = nil }

  /// Something has come from the broker.
  package mutating func noteProgress(at now: Duration) {
    for name in plans.keys { plans[name]?.noteProgress(at: now) }
  }

  /// The connection is gone.
  package mutating func didDisconnect() {
    for name in plans.keys { plans[name]?.didDisconnect() }
  }

  /// Time has passed.
  ///
  /// - Returns: the channels of which nothing has come.
  package mutating func tick(at now: Duration) -> [ChannelName] {
    plans.keys.filter { plans[$0]?.tick(at: now) == true }.sorted { $0.string < $1.string }
  }

  /// When `tick` is due.
  package var deadline: Duration? { plans.values.compactMap(\.deadline).min() }

  /// The pulls that begin now: the caller subscribes to the `image` of each.
  package mutating func begin(at now: Duration) -> [ChannelName] {
    queue.removeAll { plans[$0]?.isReady != true }
    let ready = plans.keys.filter { plans[$0]?.isReady == true && !queue.contains($0) }
    queue += ready.sorted { $0.string < $1.string }
    let room = max(0, Self.maximumActive - plans.values.count(where: \.isActive))
    let names = Array(queue.prefix(room))
    queue.removeFirst(names.count)
    for name in names { plans[name]?.didBegin(at: now) }
    return names
  }
}
