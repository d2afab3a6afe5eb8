internal import Slideshow
internal import Linux
private import SystemPackage

/// The processes that look at files for the show.
extension ShowRunner {
  /// Takes up what they have said, and has `lookout` decide.
  func listenToLookouts(_ ready: [Source]) {
    var news: [Lookout.Input] = []
    for (number, process) in lookouts where ready.contains(.files(number)) {
      guard let messages = process.takeMessages() else {
        dismiss(number)
        news.append(.ended(number))
        continue
      }
      news += messages.map { .said(number, $0) }
    }
    news += lost.map { .ended($0) }
    lost = []
    dismissed.removeAll { $0.isGone }
    watch(news)
    let findings = given
    given = []
    if findings.isEmpty { return }
    decide()  // what is no longer there is forgotten first
    for (number, finding) in findings { hear(finding, of: number) }
  }

  /// Tells `lookout` what has happened, and does what it decides.
  func watch(_ news: [Lookout.Input]) {
    let stamp = Int64(clamping: Clock.nanosecondsSinceEpoch())
    var events: [WatchEvent] = []
    for effect in lookout.take(news + [.time], at: Clock.monotonic(), stamp: stamp) {
      if case .tell(let event) = effect {
        events.append(event)
      } else {
        perform(effect)
      }
    }
    if !events.isEmpty { inputs.append(.watched(events)) }
  }

  private func perform(_ effect: Lookout.Effect) {
    switch effect {
    case .start(let number, let options): start(number, options)
    case .end(let number): dismiss(number)
    case .ask(let number, let look, let path): lookouts[number]?.send(.look(look, path))
    case .pass(let number, let places, let state):
      lookouts[number]?.send(.list(places, state))
    case .answer(let look, let finding):
      given.append((ShowSchedule.ChildNumber(rawValue: look), finding))
    case .log(let path, let words): log(path, words)
    case .tell: break  // by the batch
    }
  }

  private func start(_ number: Lookout.ProcessNumber, _ options: DirectoryWatcher.Options) {
    do throws(SystemError) {
      let process = try LookoutProcess(options)
      lookouts[number] = process
      poller.add(process.number, as: .files(number))
    } catch {
      complainOnce("no process can be started that watches files: \(error)")
      lost.append(number)
    }
  }

  private func dismiss(_ number: Lookout.ProcessNumber) {
    guard let process = lookouts.removeValue(forKey: number) else { return }
    poller.remove(.files(number))
    process.end()
    if !process.isGone { dismissed.append(process) }
  }
}
