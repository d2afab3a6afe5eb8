internal import Linux
private import SystemPackage

/// Hears what people do in a channel's viewers, from its beginning on.
///
/// Follows the channel by its name, as a `ChannelReader` does. One thread only.
public final class EventListener {
  /// What there is to hear.
  public enum News: Equatable, Sendable {
    /// Somebody has done something.
    case event(ViewerEvent)
    /// Events came faster than they were read.
    case lost
  }

  private let reader: ChannelReader
  private var hearing: Hearing?

  /// A log, in the incarnation of the channel that it belongs to.
  private struct Hearing {
    let log: EventLog
    let channel: OpenChannel
    let watch: Doorbell.Watch?
  }

  /// Starts to listen to a channel, which need not exist.
  public init(name: ChannelName, root: ChannelRoot = .standard()) throws(ChannelError) {
    reader = try ChannelReader(name: name, root: root)
    try follow()
  }

  /// A descriptor to poll for reading: it rings when `take()` may have something new.
  public var doorbell: CInt { reader.doorbell }

  /// Takes what has happened since the last call.
  public func take() throws(ChannelError) -> [News] {
    try follow()
    var news: [News] = []
    while let hearing {
      news += try hearing.log.take()
      if try hearing.log.isLinked() { break }
      stop()  // deleted by hand
      try follow()
    }
    return news
  }

  /// Waits until there is something to take; false when the time is up.
  public func wait(timeout: Duration?) throws(ChannelError) -> Bool {
    try awaitReadable(doorbell, until: Deadline(after: timeout))
  }

  /// Listens to the channel that has the name now.
  private func follow() throws(ChannelError) {
    _ = try reader.refresh()
    if let hearing, hearing.channel !== reader.attachment { stop() }
    guard hearing == nil, let channel = reader.attachment else { return }
    do throws(ChannelError) {
      let log = try EventLog.open(in: channel.directory.directory)
      let watch = reader.bell.watch(file: log.number)
      try log.begin()
      hearing = Hearing(log: log, channel: channel, watch: watch)
    } catch {
      // Being removed: its end rings.
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
  }

  private func stop() {
    if let watch = hearing?.watch { reader.bell.remove(watch) }
    hearing = nil
  }
}
