import Testing

@testable import ShareCLI
@testable import ShmChannel

@Suite struct FollowPlanTests {
  private static let first = ChannelID(low: 1, high: 1)
  private static let second = ChannelID(low: 2, high: 2)

  private func frame(
    _ generation: UInt64, of id: ChannelID = first
  ) -> ChannelReader.Availability { .frame(Generation(rawValue: generation), id) }

  private func generation(_ number: UInt64) -> Generation { Generation(rawValue: number) }

  /// Steps as long as something is taken, all frames being there.
  private func taken(_ plan: inout FollowPlan, _ latest: UInt64, of id: ChannelID = first)
    -> [UInt64]
  {
    var taken: [UInt64] = []
    while true {
      let next: Generation
      switch plan.step(frame(latest, of: id)) {
      case .wait: return taken
      case .newest: next = generation(latest)
      case .exactly(let exact): next = exact
      }
      plan.didTake(next)
      taken.append(next.rawValue)
    }
  }

  @Test("it waits for a channel and its first frame, and takes that")
  func waiting() {
    var plan = FollowPlan(from: .before(latest: 1), isComplete: false)
    #expect(plan.step(.noChannel) == .wait)
    #expect(plan.step(.noFrame(Self.first)) == .wait)
    #expect(taken(&plan, 1) == [1])
    #expect(plan.step(frame(1)) == .wait)
  }

  @Test("it is up to date once it has taken the newest frame that it was told of, not before")
  func upToDate() {
    var plan = FollowPlan(from: .before(latest: 2), isComplete: false)
    #expect(plan.step(frame(5)) == .exactly(generation(4)))
    #expect(!plan.isUpToDate)
    plan.didTake(generation(4))
    #expect(!plan.isUpToDate)
    #expect(plan.step(frame(5)) == .exactly(generation(5)))
    plan.didTake(generation(5))
    #expect(plan.isUpToDate)
    #expect(plan.step(frame(2, of: Self.second)) == .newest)
    #expect(!plan.isUpToDate)
    plan.didTake(generation(3))  // one that has come since
    #expect(plan.isUpToDate)
  }

  @Test("the newest wins, unless every one is wanted")
  func newest() {
    var plan = FollowPlan(from: .before(latest: 1), isComplete: false)
    #expect(taken(&plan, 5) == [5])
    #expect(taken(&plan, 9) == [9])
    var complete = FollowPlan(from: .before(latest: 1), isComplete: true)
    #expect(taken(&complete, 5) == [5])
    #expect(taken(&complete, 9) == [6, 7, 8, 9])
  }

  @Test("what was there at the beginning comes in order, and then the newest wins")
  func backlog() {
    var plan = FollowPlan(from: .before(latest: 3), isComplete: false)
    #expect(taken(&plan, 10) == [8, 9, 10])
    #expect(taken(&plan, 15) == [15])
    var other = FollowPlan(from: .generation(generation(7)), isComplete: false)
    #expect(taken(&other, 9) == [8, 9])
    var none = FollowPlan(from: .before(latest: 0), isComplete: false)
    #expect(taken(&none, 9).isEmpty)
    #expect(taken(&none, 10) == [10])
  }

  @Test("a generation to come was a channel's that is gone")
  func later() {
    var plan = FollowPlan(from: .generation(generation(70)), isComplete: false)
    #expect(taken(&plan, 3) == [3])
  }

  @Test("a channel made anew begins with its first frame, if every one is wanted")
  func madeAnew() {
    var plan = FollowPlan(from: .before(latest: 1), isComplete: true)
    #expect(taken(&plan, 50) == [50])
    #expect(taken(&plan, 2, of: Self.second) == [1, 2])
    var newest = FollowPlan(from: .before(latest: 1), isComplete: false)
    #expect(taken(&newest, 50) == [50])
    #expect(taken(&newest, 2, of: Self.second) == [2])
  }

  @Test("a frame that is gone matters if every one is wanted, but for those that were never kept")
  func missing() {
    var plan = FollowPlan(from: .before(latest: 100), isComplete: true)
    #expect(plan.step(frame(3)) == .exactly(generation(1)))
    let isFirstMissed = plan.miss(generation(1))
    #expect(!isFirstMissed)
    #expect(taken(&plan, 3) == [2, 3])
    #expect(plan.step(frame(5)) == .exactly(generation(4)))
    let isLaterMissed = plan.miss(generation(4))
    #expect(isLaterMissed)
    var named = FollowPlan(from: .generation(generation(1)), isComplete: true)
    #expect(named.step(frame(3)) == .exactly(generation(2)))
    let isNamedMissed = named.miss(generation(2))
    #expect(isNamedMissed)
    var newest = FollowPlan(from: .before(latest: 3), isComplete: false)
    #expect(newest.step(frame(3)) == .exactly(generation(1)))
    let isPassed = newest.miss(generation(1))
    #expect(!isPassed)
    #expect(newest.step(frame(3)) == .exactly(generation(2)))
  }
}
