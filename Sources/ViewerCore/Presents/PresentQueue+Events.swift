/// What the server says of presents.
extension PresentQueue {
  package enum Event: Equatable, Sendable {
    /// A present is over; without a mode it was skipped, for a newer one.
    case complete(serial: UInt32, PresentMode?, at: ScreenMoment)
    /// The server does not read a pixmap any longer that it had for that present.
    case idle(Key, serial: UInt32)
  }

  package enum Outcome: Equatable, Sendable {
    /// It is on the screen, as far as anybody can know.
    case shown(Subject, PresentMode, at: ScreenMoment)
    /// Nobody has seen it.
    case skipped(Subject)
    /// The window holds something else than what was drawn last.
    case mustRedraw
  }

  /// Whether something that was presented may not be on the screen yet.
  package var isAwaited: Bool {
    pending.values.contains { !$0.isTold && $0.subject != .words }
  }

  /// When the server has had its time.
  package var deadline: Instant? {
    pending.values.lazy.filter { !$0.isTold }.map(\.deadline).min()
  }

  /// Takes up what the server has said. What it says of no present of ours is another client's.
  package mutating func take(_ event: Event) -> [Outcome] {
    switch event {
    case .complete(let serial, let mode, let moment): return complete(serial, mode, moment)
    case .idle(let key, let serial):
      guard slots[key]?.serial == serial else { return [] }
      slots[key]?.serial = nil
      dropSpare()
      return []
    }
  }

  private mutating func complete(
    _ serial: UInt32, _ mode: PresentMode?, _ moment: ScreenMoment
  ) -> [Outcome] {
    guard let present = pending.removeValue(forKey: serial) else { return [] }
    guard let mode else { return skip(present, isNewest: serial == self.serial, moment) }
    if serial == self.serial { wasOusted = false }
    let outcomes: [Outcome] =
      present.isTold ? [] : [.shown(present.subject, mode, at: moment)]
    return outcomes + (present.isOvertaken ? [.mustRedraw] : [])
  }

  /// The newest is skipped only for another client's present: then it is presented once more, but
  /// not for ever.
  private mutating func skip(
    _ present: Pending, isNewest: Bool, _ moment: ScreenMoment
  ) -> [Outcome] {
    guard isNewest else { return present.isTold ? [] : [.skipped(present.subject)] }
    if !wasOusted {
      wasOusted = true
      return [.mustRedraw]
    }
    return present.isTold
      ? [] : [.shown(present.subject, .untold, at: ScreenMoment(moment.instant))]
  }

  /// What the server has had its time for counts as shown, as it does where nothing is presented.
  package mutating func takeOverdue(at now: Instant) -> [Outcome] {
    settle(pending.filter { !$0.value.isTold && $0.value.deadline <= now }.keys, at: now)
  }

  mutating func settle(_ serials: some Collection<UInt32>, at now: Instant) -> [Outcome] {
    let start = serial
    // The newest has the largest distance from the one after it.
    let inOrder = serials.sorted { $0 &- start &- 1 < $1 &- start &- 1 }
    return inOrder.compactMap { serial in
      guard let present = pending[serial], !present.isTold else { return nil }
      pending[serial]?.isTold = true
      return .shown(present.subject, .untold, at: ScreenMoment(now))
    }
  }
}
