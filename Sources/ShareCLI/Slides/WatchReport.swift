private import Glibc
internal import Linux
internal import Slideshow
internal import SystemPackage

/// What the process that looks at files says to the show, on its standard output.
final class WatchReport {
  /// Whether stamps are to say when pictures were taken.
  var addsCaptureTimes = false
  /// Whether a file that has come is not to be told of.
  var isOther: (FilePath) -> Bool = { _ in false }
  private var place: FilePath?
  private var said = Clock.monotonic()

  /// The show waits longer than this for a sign of life.
  private static let pace = Duration.milliseconds(300)

  /// To be called before a look. Says where, if that is another place than before.
  func look(at place: FilePath) {
    if place == self.place { return goOn() }
    self.place = place
    say(place, Clock.monotonic())
  }

  /// To be called before each further look there. Says now and then that the looking goes on.
  func goOn() {
    let now = Clock.monotonic()
    guard now >= said + Self.pace, let place else { return }
    say(place, now)
  }

  private func say(_ place: FilePath, _ now: Duration) {
    said = now
    try? send([.looking(place)])  // a show that has gone is met soon
  }

  /// There is nothing to do.
  func rest() throws(SystemError) {
    if place == nil { return }
    place = nil
    try send([.resting])
  }

  func tell(_ events: [WatchEvent]) throws(SystemError) {
    if place == nil && events.isEmpty { return }
    try send(events.flatMap { sifted($0) }.map { .happened(addsCaptureTimes ? timed($0) : $0) })
  }

  private func sifted(_ event: WatchEvent) -> [WatchEvent] {
    guard let path = event.comer else { return [event] }
    look(at: path.removingLastComponent())
    return isOther(path) ? event.withoutComer : [event]
  }

  private func timed(_ event: WatchEvent) -> WatchEvent {
    guard let path = event.stamped else { return event }
    look(at: path.removingLastComponent())
    return event.withCaptureTime
  }

  func found(_ number: UInt64, _ finding: LookoutMessage.Finding) throws(SystemError) {
    try send([.found(number, finding)])
  }

  func hasHeardList() throws(SystemError) { try send([.listed]) }

  private func send(_ messages: [LookoutMessage]) throws(SystemError) {
    if messages.isEmpty { return }
    try writeAll(messages.flatMap { MessageStream.framed($0.bytes) }, to: STDOUT_FILENO)
  }
}
