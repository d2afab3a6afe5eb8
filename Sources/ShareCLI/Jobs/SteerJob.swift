internal import ShmChannel
internal import ShmShow

/// Tells the slideshow on a channel what to do.
struct SteerJob: Job {
  let command: ShowCommand
  let channel: ChannelName

  /// How long a show has to do as it is told.
  private static let timeout = Duration.seconds(5)

  func run() throws(Failure) {
    guard try !isDone() else { return }
    throw Failure(.timedOut, "the slideshow on channel \(channel) could not do it; try again")
  }

  /// Whether the show has done it, and not refused it.
  func isDone() throws(Failure) -> Bool {
    do throws(ShowError) {
      return try ShowSteering.send(command, to: channel, awaiting: Self.timeout) == .done
    } catch {
      throw Failure(error)
    }
  }
}
