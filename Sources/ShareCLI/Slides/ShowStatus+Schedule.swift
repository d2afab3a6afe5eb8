internal import ShmShow
internal import Slideshow
internal import SystemPackage

extension ShowStatus {
  /// What a show says of itself.
  ///
  /// - Parameters:
  ///   - silent: directories that do not answer.
  ///   - lastChange: when a picture came on screen last, since the epoch.
  init(
    _ status: ShowSchedule.Status, _ screen: ScreenSwitch.State, of places: ShowPlaces,
    silent: [FilePath], lastChange: Duration?
  ) {
    let state: State = status.isWaiting ? .waiting : status.isPaused ? .paused : .playing
    self.init(
      state: status.isOff ? .off : state,
      position: status.position.number, count: status.position.count, directory: places.text,
      note: status.isWaiting ? "waiting for pictures in \(places.text)" : "",
      nextChange: screen.nextChange.map { .seconds($0) })
    self.lastChange = lastChange
    failureCount = status.tally.failures
    if let failure = status.tally.lastFailure {
      lastFailure = "\(ShowPlaces.display(failure.path)): \(failure.reason)"
    }
    awaited = Self.awaited(by: status, in: places, silent)
  }

  /// What would bring pictures that are missing; empty while nothing is.
  private static func awaited(
    by status: ShowSchedule.Status, in places: ShowPlaces, _ silent: [FilePath]
  ) -> String {
    var parts = status.missing.map { "\(ShowPlaces.display($0)), which is not there" }
    parts += silent.map { "\(ShowPlaces.display($0)), which does not answer" }
    if let reason = status.postponement { parts.append("another try, since \(reason)") }
    if parts.isEmpty && status.isWaiting && !status.isOff {
      parts.append("pictures in \(places.text)")
    }
    return parts.joined(separator: "; ")
  }
}
