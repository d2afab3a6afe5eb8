internal import ShmChannel

/// Prints what people do in a channel's viewers, a line of JSON each.
struct EventsJob: Job {
  let channel: ChannelName
  /// How many; nil for all that come.
  let count: Int?
  /// How long to wait for the next; nil for ever.
  let timeout: Duration?

  func run() throws(Failure) {
    try StandardStreams.requireOutput()
    let (listener, frames): (EventListener, EventFrames)
    do throws(ChannelError) {
      (listener, frames) = (try EventListener(name: channel), try EventFrames(of: channel))
    } catch {
      throw Failure(error)
    }
    var rest = count ?? .max
    while true {
      for news in try next(of: listener) {
        if try !StandardStreams.write(EventText.line(news, frames)) { return }
        rest -= 1
        if rest == 0 { return }
      }
    }
  }

  /// Waits until something has happened.
  private func next(of listener: EventListener) throws(Failure) -> [EventListener.News] {
    do throws(ChannelError) {
      let end = timeout.map { ContinuousClock.now + $0 }
      while true {
        let news = try listener.take()
        if !news.isEmpty { return news }
        let remaining = end.map { $0 - .now }
        guard try listener.wait(timeout: remaining) else { break }
      }
    } catch {
      throw Failure(error)
    }
    throw Failure(.timedOut, nil)
  }
}
