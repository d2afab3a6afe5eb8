import QtSharing
import Testing

@Suite struct SegmentPlanTests {
  @Test("a segment is made, used, replaced where it is nobody's, and never taken from others")
  func plans() {
    #expect(SegmentPlan(needed: 10, room: nil, others: 0) == .make)
    #expect(SegmentPlan(needed: 10, room: 10, others: 0) == .write)
    #expect(SegmentPlan(needed: 10, room: 10, others: 3) == .write)
    #expect(SegmentPlan(needed: 10, room: 9, others: 0) == .replace)
    #expect(SegmentPlan(needed: 10, room: 9, others: 1) == .refuse)
  }
}

@Suite struct SegmentWatchTests {
  private static let own: Int32 = 100
  private let idle = SegmentSighting(
    segment: 7, changed: 50, attachments: 1, lastUser: own, lastLocker: own)

  private func looked(at time: Duration = .zero) -> SegmentWatch {
    var watch = SegmentWatch(ownProcess: Self.own)
    watch.noteLook(segment: 7, changed: 50, at: time)
    return watch
  }

  @Test("what was never looked at is due")
  func first() {
    let watch = SegmentWatch(ownProcess: Self.own)
    #expect(watch.isDue(idle, at: .zero))
  }

  @Test("where nobody has been since, nothing is due")
  func quiet() { #expect(!looked().isDue(idle, at: .milliseconds(750))) }

  @Test("another segment, another user, another locker, and one without users are due")
  func news() {
    let changes: [(inout SegmentSighting) -> Void] = [
      { $0.segment = 8 }, { $0.changed = 51 }, { $0.lastUser = 5 }, { $0.lastLocker = 5 },
      { $0.lastLocker = nil }, { $0.attachments = 0 },
    ]
    for change in changes {
      var sighting = idle
      change(&sighting)
      #expect(looked().isDue(sighting, at: .milliseconds(1)), "\(sighting)")
    }
  }

  @Test("bytes written without the lock are found within a second")
  func lockless() { #expect(looked(at: .seconds(3)).isDue(idle, at: .seconds(4))) }

  @Test("what is forgotten is due")
  func forgotten() {
    var watch = looked()
    watch.forget()
    #expect(watch.isDue(idle, at: .milliseconds(1)))
  }
}

@Suite struct LockPatienceTests {
  /// Whether it is told of then.
  private func refused(_ patience: inout LockPatience, _ time: Duration) -> Bool {
    patience.noteRefusal(at: time)
  }

  @Test("people are told once, before five seconds are over, and again after it was ours")
  func telling() {
    var patience = LockPatience()
    #expect(refused(&patience, .seconds(10)) == false)
    #expect(refused(&patience, .milliseconds(14_250)) == false)
    #expect(refused(&patience, .milliseconds(14_500)) == true)
    #expect(refused(&patience, .seconds(30)) == false)
    patience.noteSuccess()
    #expect(refused(&patience, .seconds(31)) == false)
    #expect(refused(&patience, .seconds(36)) == true)
  }
}
