import SystemPackage

extension ShowSchedule {
  /// How long a child may take from being told to show its picture: publishing waits for others up
  /// to five seconds.
  private static let longestShowing = Duration.seconds(15)

  mutating func handle(_ answer: Answer, of number: ChildNumber, _ now: Duration) {
    if number == slide?.player { return handlePlaying(answer) }
    guard let child, child.number == number else { return }
    switch answer {
    case .reading: self.child?.answered = now
    case .read(let contents):
      self.child?.answered = nil
      self.child?.read = now
      self.child?.contents = contents
      confirmTarget(of: child)
    case .ready(let pass):
      lastDecoding = child.read.map { now - $0 }
      self.child?.phase = .held(pass: pass)
    case .shown: handleShown(child, now)
    case .played: break
    case .unchanged: keep(child, now)
    case .skipped: reject(child, because: nil, now)
    case .failed(let reason): reject(child, because: reason, now)
    case .interrupted(let reason): pass(child, because: reason, now)
    case .postponed(let reason): postpone(child, because: reason, now)
    }
  }

  /// The target that was in doubt holds something else than was shown of it.
  private mutating func confirmTarget(of child: Child) {
    guard let target, target.isDoubtful, target.path == child.path else { return }
    self.target?.isDoubtful = false
    playlist.confirm(child.path)
  }

  private mutating func handlePlaying(_ answer: Answer) {
    guard let slide else { return }
    switch answer {
    case .reading, .read, .ready, .shown, .unchanged: return
    case .played: break
    case .failed(let reason), .interrupted(let reason), .postponed(let reason):
      fail(slide.path, because: reason)
      self.slide?.player = nil
    case .skipped: self.slide?.player = nil
    }
    self.slide?.passEnd = nil
  }

  private mutating func handleShown(_ child: Child, _ now: Duration) {
    guard case .showing(_, let pass) = child.phase else { return }
    if let player = slide?.player { effects.append(.drop(player)) }
    let isSame = slide?.path == child.path && target == nil
    var new = Slide(path: child.path, shown: isSame ? slide?.shown ?? now : now)
    new.isOutdated = child.isOutdated
    new.contents = child.contents
    playlist.note(child.contents, of: child.path)
    if child.isMisnamed { new.demandAgain() }
    if let pass {
      new.player = child.number
      new.passEnd = now + min(pass + options.longestDecoding, options.passLimit)
    }
    slide = new
    tally.countShown()
    passedOver = PassedOver()
    self.child = nil
    if target?.path == child.path { target = nil }
    noteSuccess()
  }

  /// What was postponed before is forgotten.
  private mutating func noteSuccess() {
    losses = 0
    retry = .zero
    toldPostponement = nil
  }

  /// Leaves on screen what is there: a file was closed, touched or written over, but holds what was
  /// shown of it.
  private mutating func keep(_ child: Child, _ now: Duration) {
    guard let known = child.known else {
      return reject(child, because: "its decoder talks nonsense", now)
    }
    self.child = nil
    noteSuccess()
    // A change since the child began to read, and a wish to see it again, are still to be met.
    if child.isOutdated { return }
    if slide?.path == child.path, slide?.contents == known { slide?.isOutdated = false }
    if let target, target.isDoubtful, target.path == child.path { goOn(now) }
  }

  private mutating func fail(_ path: FilePath, because reason: String) {
    effects.append(.log(path, reason))
    tally.countFailure(of: path, because: reason)
  }

  /// Takes a file out that cannot be shown, until it changes.
  private mutating func reject(_ child: Child, because reason: String?, _ now: Duration) {
    self.child = nil
    if child.isOutdated { return }  // other contents may be better
    if let reason { fail(child.path, because: reason) }
    playlist.reject(child.path, showing: slide?.path)
    effects.append(.refuse(child.path))
    if child.path == slide?.path { slide?.isOutdated = false }
  }

  /// Lets the picture's turn pass.
  private mutating func pass(_ child: Child, because reason: String, _ now: Duration) {
    self.child = nil
    fail(child.path, because: reason)
    noteLoss(now)
    if target?.path == child.path {
      goOn(now)
    } else if upcoming == .show(child.path) {
      _ = playlist.advance()
    }
  }

  private mutating func postpone(_ child: Child, because reason: String, _ now: Duration) {
    self.child = nil
    if toldPostponement != reason { effects.append(.log(child.path, reason)) }
    toldPostponement = reason
    noteLoss(now)
  }

  /// The first loss costs no time; what is lost again and again is not to keep the machine busy.
  private mutating func noteLoss(_ now: Duration) {
    losses += 1
    if losses > 1 { retry = now + min(.milliseconds(50) * (1 << min(losses, 10)), .seconds(5)) }
  }

  /// Ends a child that has had its time.
  mutating func giveUpLateChild(_ now: Duration) {
    guard let child, let end = childDeadline, now >= end else { return }
    effects.append(.drop(child.number))
    switch child.phase {
    case .preparing where isSilent(child, now):
      pass(child, because: "cannot be read at the moment: its file system does not answer", now)
    case .preparing:
      let seconds = options.longestDecoding / .seconds(1)
      let number = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
      reject(child, because: "took longer than \(number) s", now)
    case .held: break
    case .showing: postpone(child, because: "its child does not answer", now)
    }
  }

  private func isSilent(_ child: Child, _ now: Duration) -> Bool {
    child.answered.map { now >= $0 + options.longestSilence } ?? false
  }

  /// When the child must have answered.
  var childDeadline: Duration? {
    switch child?.phase {
    case .preparing:
      child.map { child in
        let end = child.started + options.longestDecoding
        return child.answered.map { min(end, $0 + options.longestSilence) } ?? end
      }
    case .showing(let since, _): since + Self.longestShowing
    case .held, nil: nil
    }
  }
}
