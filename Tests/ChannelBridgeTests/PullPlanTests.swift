import ChannelBridge
import ShmChannel
import Testing

@Suite("When a subscriber pulls") struct PullPlanTests {
  private func meta(_ sequence: Int, epoch: String = "a", bytes: Int = 100) -> PictureMeta {
    PictureMeta(
      mark: PictureMark(epoch: epoch, sequence: sequence), byteCount: bytes, type: .jpeg, width: 1,
      height: 1, title: "", time: .zero)
  }

  /// A plan that is subscribed to `image` because of that meta.
  private func pulling(_ meta: PictureMeta) -> PullPlan {
    var plan = PullPlan()
    plan.note(meta)
    plan.didBegin(at: .zero)
    return plan
  }

  @Test("a meta starts a pull, and the picture that it means is decoded")
  func pull() {
    var plan = PullPlan()
    #expect(!plan.isReady)
    plan.note(meta(1))
    #expect(plan.isReady)
    plan.didBegin(at: .zero)
    #expect(plan.isPulling && !plan.isReady)
    let mark = PictureMark(epoch: "a", sequence: 1)
    #expect(plan.take(byteCount: 100, mark: nil, at: .zero) == .decode(mark))
    #expect(!plan.isPulling && plan.isActive)
    plan.didDecode(.shown, at: .zero)
    #expect(!plan.isActive && !plan.isReady)
    plan.note(meta(1))
    #expect(!plan.isReady)
  }

  @Test("an older meta of the epoch starts nothing, and one of another epoch does")
  func older() {
    var plan = pulling(meta(5))
    _ = plan.take(byteCount: 100, mark: nil, at: .zero)
    plan.didDecode(.shown, at: .zero)
    plan.note(meta(4))
    #expect(!plan.isReady)
    plan.note(meta(1, epoch: "b"))
    #expect(plan.isReady)
  }

  @Test("a meta that comes during a pull starts no second one, and is followed after it")
  func meanwhile() {
    var plan = pulling(meta(1))
    _ = plan.take(byteCount: 100, mark: nil, at: .zero)
    plan.note(meta(3))
    #expect(!plan.isReady)
    plan.didDecode(.shown, at: .zero)
    #expect(plan.isReady)
    #expect(plan.wanted == meta(3))
  }

  @Test("a picture that says it is newer than the meta is shown, and its own meta starts nothing")
  func newer() {
    var plan = pulling(meta(1))
    let mark = PictureMark(epoch: "a", sequence: 2)
    #expect(plan.take(byteCount: 7, mark: mark, at: .zero) == .decode(mark))
    plan.note(meta(2, bytes: 7))
    plan.didDecode(.shown, at: .zero)
    #expect(!plan.isReady)
  }

  @Test(
    "a picture that is another one is pulled again after a second, three times in all",
    arguments: [
      nil, PictureMark(epoch: "a", sequence: 1), PictureMark(epoch: "z", sequence: 9),
    ])
  func stale(mark: PictureMark?) {
    var plan = pulling(meta(2))
    for time in 1...2 {
      #expect(plan.take(byteCount: 99, mark: mark, at: .seconds(time)) == .again)
      #expect(!plan.isReady && plan.deadline == .seconds(time + 1))
      #expect(plan.tick(at: .seconds(time + 1)) == false)
      #expect(plan.isReady)
      plan.didBegin(at: .seconds(time + 1))
    }
    #expect(plan.take(byteCount: 99, mark: mark, at: .seconds(3)) == .gaveUp)
    #expect(!plan.isReady && plan.deadline == nil)
    plan.note(meta(3))
    #expect(plan.isReady)
  }

  @Test("a newer meta ends the wait for another try")
  func impatience() {
    var plan = pulling(meta(2))
    _ = plan.take(byteCount: 99, mark: nil, at: .zero)
    #expect(!plan.isReady)
    plan.note(meta(3))
    #expect(plan.isReady)
  }

  @Test("a broken picture is not pulled again, and trouble on this side is tried again")
  func failures() {
    var plan = pulling(meta(1))
    _ = plan.take(byteCount: 100, mark: nil, at: .zero)
    plan.didDecode(.broken, at: .zero)
    #expect(!plan.isReady && plan.deadline == nil)
    plan.note(meta(2))
    plan.didBegin(at: .zero)
    _ = plan.take(byteCount: 100, mark: nil, at: .zero)
    plan.didDecode(.trouble, at: .seconds(1))
    #expect(!plan.isReady && plan.deadline == .seconds(6))
    _ = plan.tick(at: .seconds(6))
    #expect(plan.isReady)
  }

  @Test("a pull of which nothing comes is given up after a minute, and progress puts that off")
  func silence() {
    var plan = pulling(meta(1))
    #expect(plan.tick(at: .seconds(59)) == false)
    plan.noteProgress(at: .seconds(59))
    #expect(plan.tick(at: .seconds(60)) == false)
    #expect(plan.tick(at: .seconds(119)) == true)
    #expect(!plan.isPulling)
  }

  @Test("what nobody has asked for is ignored: late after the unsubscription, or after a removal")
  func unasked() {
    var plan = pulling(meta(1))
    _ = plan.take(byteCount: 100, mark: nil, at: .zero)
    #expect(plan.take(byteCount: 100, mark: nil, at: .zero) == .ignore)
    plan.noteRemoval()
    #expect(plan.take(byteCount: 100, mark: nil, at: .zero) == .ignore)
    plan.note(meta(1))
    #expect(plan.isReady)
  }

  @Test("a break ends a pull, and the meta of the next connection starts another")
  func breaks() {
    var plan = pulling(meta(1))
    plan.didDisconnect()
    #expect(!plan.isPulling && !plan.isReady)
    plan.note(meta(1))
    #expect(plan.isReady)
  }

  @Test("a few channels pull at once, and each of a hundred has its turn")
  func turns() throws {
    var pulls = Pulls()
    var begun: [ChannelName] = []
    for number in 0..<100 { pulls[try ChannelName("c\(number)")].note(meta(1)) }
    while true {
      let names = pulls.begin(at: .zero)
      #expect(pulls.begin(at: .zero).isEmpty)
      if names.isEmpty { break }
      begun += names
      #expect(names.count <= 4)
      for name in names {
        _ = pulls[name].take(byteCount: 100, mark: nil, at: .zero)
        pulls[name].didDecode(.shown, at: .zero)
      }
    }
    #expect(Set(begun).count == 100 && begun.count == 100)
  }
}
