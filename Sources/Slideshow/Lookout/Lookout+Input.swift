import SystemPackage

extension Lookout {
  /// After its process has ended by itself, another is not started at once for ever.
  private static let pause = Duration.seconds(1)

  mutating func handle(_ input: Input, _ now: Duration) {
    switch input {
    case .said(let number, let message):
      if number == watcher?.number {
        hearWatcher(message, now)
      } else if message == .resting, let index = hung.firstIndex(where: { $0.scout == number }) {
        takeBack(at: index, now)
      }
    case .ended(let number): noteEnd(of: number, now)
    case .look(let number, let path): look(number, path, now)
    case .refused(let path): effects += pairs.refuse(path).map { .tell($0) }
    case .named(let places, let isEnd): take(places, isEnd: isEnd, now)
    case .time: break
    }
  }

  private mutating func hearWatcher(_ message: LookoutMessage, _ now: Duration) {
    watcher?.heard = now
    switch message {
    case .looking(let place): watcher?.place = place
    case .resting: watcher?.place = asked.values.first?.removingLastComponent()
    case .happened(let event):
      if case .forgotten(let places) = event { forget(places) }
      tell(known.news(in: event))
    case .found(let number, let finding):
      if asked.removeValue(forKey: number) != nil { effects.append(.answer(number, finding)) }
    case .listed: watcherHasHeard()
    }
  }

  private mutating func noteEnd(of number: ProcessNumber, _ now: Duration) {
    if number == watcher?.number {
      watcher = nil
      restart = now + Self.pause
    } else if let index = hung.firstIndex(where: { $0.scout == number }) {
      hung[index].scout = nil
      hung[index].departure = now + Self.pause
    }
  }

  private mutating func look(_ number: UInt64, _ path: FilePath, _ now: Duration) {
    if isSilent(path) { return effects.append(.answer(number, nil)) }
    asked[number] = path
    guard let watcher else { return }
    if watcher.place == nil {
      self.watcher?.place = path.removingLastComponent()
      self.watcher?.heard = now
    }
    effects.append(.ask(watcher.number, number, path))
  }

  func isSilent(_ path: FilePath) -> Bool { hung.contains { path.starts(with: $0.covered) } }
}
