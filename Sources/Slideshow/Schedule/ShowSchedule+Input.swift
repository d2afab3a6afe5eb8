package import SystemPackage

extension ShowSchedule {
  /// What has happened.
  package enum Input: Sendable {
    case watched([WatchEvent])
    case child(ChildNumber, Answer)
    /// Somebody asks for another picture.
    case step(Playlist.Step)
    case pause
    case resume
    case togglePause
    /// The screen is on or off from now on.
    case screen(isOn: Bool)
    /// The channel was made anew, so that no viewer shows anything.
    case channelIsNew
    /// Nothing but time has passed.
    case time
  }

  /// What has become of a child.
  package enum Answer: Hashable, Sendable {
    /// The file is being read, and its file system answers.
    case reading
    /// The file has been read, and holds this: what takes time now is the decoding.
    case read(ContentsDigest)
    /// The picture is decoded and held; with how long it takes once through if it moves.
    case ready(pass: Duration?)
    case shown
    /// The animation has been shown whole, or has given way to another's picture.
    case played
    /// The file holds what the child was told was shown of it.
    case unchanged
    /// The file is not a picture, or not there.
    case skipped
    /// The file's own fault: it is not tried again before it changes.
    case failed(String)
    /// Ended by somebody else: its picture has its turn in the next round.
    case interrupted(String)
    /// Neither its nor its file's fault: the same is tried again.
    case postponed(String)
  }

  /// What is to be done, in order.
  package enum Effect: Hashable, Sendable {
    /// A child is to decode this file, unless it holds what was shown of it.
    case start(ChildNumber, FilePath, unless: ContentsDigest?)
    case show(ChildNumber, fade: Duration)
    /// The child's answers count no more, and it is to end at once.
    case drop(ChildNumber)
    case log(FilePath, String)
    /// The file cannot be shown as it is. If its shot has another one, that is to be told of; in
    /// any case the schedule is to be asked again.
    case refuse(FilePath)
    /// The only round is over.
    case finish

    var isRefusal: Bool { if case .refuse = self { true } else { false } }
  }

  /// Takes up what has happened by `now`, all of it before anything is decided.
  ///
  /// - Parameter now: since any fixed point in time; never less than before.
  package mutating func take(_ inputs: [Input], at now: Duration) -> [Effect] {
    guard !hasEnded else { return [] }
    clock = now
    for input in inputs { handle(input, now) }
    if isTimeToSort(now) { sortFound() }
    giveUpLateChild(now)
    settle(now)
    defer { effects = [] }
    return effects.filter { !isRetracted($0) }
  }

  /// A file that was refused, and has changed since.
  private func isRetracted(_ effect: Effect) -> Bool {
    guard case .refuse(let path) = effect else { return false }
    return playlist.contains(path) || found.contains { $0.path == path }
  }

  private mutating func handle(_ input: Input, _ now: Duration) {
    switch input {
    case .watched(let events): for event in events { handle(event, now) }
    case .child(let number, let answer): handle(answer, of: number, now)
    case .step(let step): follow(step, now)
    case .pause: pause(now)
    case .resume: resume(now)
    case .togglePause: if paused == nil { pause(now) } else { resume(now) }
    case .screen(let isOn): switchScreen(isOn, now)
    case .channelIsNew: showAgain()
    case .time: break
    }
  }

  private mutating func pause(_ now: Duration) {
    if paused == nil { paused = now }
  }

  /// The slide has as much time left as it had.
  private mutating func resume(_ now: Duration) {
    guard let since = paused else { return }
    paused = nil
    if let shown = slide?.shown { slide?.shown = shown + (now - max(since, shown)) }
  }

  /// An animation does not go on while nobody sees it; the slide has all of its time again then.
  private mutating func switchScreen(_ isOn: Bool, _ now: Duration) {
    if isOff != isOn { return }
    isOff = !isOn
    if isOn {
      slide?.shown = now
      if paused != nil { paused = now }
      return
    }
    dropChild()
    guard let player = slide?.player else { return }
    effects.append(.drop(player))
    slide?.player = nil
    slide?.passEnd = nil
    slide?.demandAgain()
  }

  private mutating func follow(_ step: Playlist.Step, _ now: Duration) {
    sortFound()
    let fallback = step == .previous || step == .last ? Fallback.previous : .next
    if case .jump(let path) = step, path == slide?.path { slide?.demandAgain() }
    target = nil
    go(playlist.step(step), fallback, fade: .zero, now)
    target?.isStep = step == .next || step == .previous
  }

  /// Shows what was on screen once more.
  private mutating func showAgain() {
    // What it has published, perhaps without having said so yet, went with the channel before.
    dropChild()
    guard let old = slide else { return }
    if let player = old.player { effects.append(.drop(player)) }
    slide = nil
    if target == nil, playlist.contains(old.path) {
      target = Target(path: old.path, fallback: .advance, fade: .zero)
    }
  }
}
