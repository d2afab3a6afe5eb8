internal import ShmChannel

/// The viewers of a channel, after a publication.
struct Audience {
  private let name: ChannelName

  init(of name: ChannelName) { self.name = name }

  /// Waits until a viewer has shown `generation`, if that is wanted; else tells a person at the
  /// terminal that there is no viewer.
  func follow(
    _ generation: Generation, waitingFor timeout: Seconds?, quiet: Bool
  ) throws(Failure) {
    do throws(ChannelError) {
      if let timeout {
        let reader = try ChannelReader(name: name, presence: .none)
        if try reader.waitUntilShown(generation, timeout: timeout.duration) { return }
      } else {
        if !quiet, StandardStreams.hasTerminal, try !hasViewer() {
          StandardStreams.hint("no viewer on \(name): run \(command) &")
        }
        return
      }
    } catch {
      throw Failure(error)
    }
    throw timedOut(generation, timeout)
  }

  private func timedOut(_ generation: Generation, _ timeout: Seconds?) -> Failure {
    let time = timeout?.description ?? "0"
    return Failure(
      .timedOut,
      "\(name): no viewer has shown generation \(generation.rawValue) within \(time) s; "
        + "is one open? \(command) &")
  }

  private func hasViewer() throws(ChannelError) -> Bool {
    try Channel.list().contains { $0.name == name && !$0.viewers.isEmpty }
  }

  /// What opens a viewer on the channel.
  private var command: String { name == .standard ? "shmview" : "shmview \(name)" }
}
