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

  @Test(
    "the picture that a pull began for is shown, though others were announced meanwhile",
    arguments: [true, false])
  func overtaken(hasMark: Bool) {
    var plan = pulling(meta(1, bytes: 7))
    plan.note(meta(2, bytes: 8))
    plan.note(meta(3, bytes: 9))
    let first = PictureMark(epoch: "a", sequence: 1)
    #expect(plan.take(byteCount: 7, mark: hasMark ? first : nil, at: .zero) == .decode(first))
    #expect(plan.meta(of: first, byteCount: 7) == meta(1, bytes: 7))
    plan.didDecode(.shown, at: .zero)
    #expect(plan.isReady && plan.wanted == meta(3, bytes: 9))
    // And so is the one that was announced last, if that came instead.
    plan.didBegin(at: .zero)
    plan.note(meta(4, bytes: 10))
    let last = PictureMark(epoch: "a", sequence: 4)
    #expect(plan.take(byteCount: 10, mark: hasMark ? last : nil, at: .zero) == .decode(last))
    #expect(plan.meta(of: last, byteCount: 10) == meta(4, bytes: 10))
    plan.didDecode(.shown, at: .zero)
    #expect(!plan.isReady)
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
    plan.didEndEmpty()
    plan.didBegin(at: .zero)
    #expect(plan.tick(at: .seconds(59)) == false)
    plan.noteProgress(at: .seconds(59))
    #expect(plan.tick(at: .seconds(60)) == false)
    #expect(plan.tick(at: .seconds(119)) == true)
    #expect(!plan.isPulling)
  }

  @Test("of one that has left nothing may come: after two seconds without a byte one stays, once")
  func silenceAfterLeaving() {
    var plan = pulling(meta(1))
    #expect(plan.isHasty && plan.deadline == .seconds(2))
    plan.noteProgress(at: .seconds(1))
    #expect(plan.tick(at: .seconds(2)) == false)
    #expect(plan.isPulling)
    #expect(plan.tick(at: .seconds(3)) == false)
    #expect(plan.isReady)
    plan.didBegin(at: .seconds(3))
    #expect(plan.isPulling && !plan.isHasty && plan.deadline == .seconds(5), "then it is silent")
    #expect(plan.tick(at: .seconds(5)) == false)
    #expect(plan.isPulling && plan.isSilent && plan.deadline == .seconds(63))
    _ = plan.take(byteCount: 100, mark: nil, at: .seconds(4))
    plan.didDecode(.shown, at: .seconds(4))
    plan.note(meta(2))
    plan.didBegin(at: .seconds(4))
    #expect(plan.isHasty)
  }

  @Test("what comes late after the unsubscription is ignored")
  func unasked() {
    var plan = pulling(meta(1))
    _ = plan.take(byteCount: 100, mark: nil, at: .zero)
    #expect(plan.take(byteCount: 100, mark: nil, at: .zero) == .ignore)
  }

  @Test("a break ends a pull, and the meta of the next connection starts another")
  func breaks() {
    var plan = pulling(meta(1))
    plan.didDisconnect()
    #expect(!plan.isPulling && !plan.isReady)
    plan.note(meta(1))
    #expect(plan.isReady)
  }

  @Test("a meta tells of another picture, or of one that is known")
  func news() {
    var plan = PullPlan()
    #expect(plan.note(meta(1)) == true)
    #expect(plan.note(meta(1)) == false, "it is wanted already")
    plan.didBegin(at: .zero)
    #expect(plan.note(meta(2)) == true)
    _ = plan.take(byteCount: 100, mark: PictureMark(epoch: "a", sequence: 3), at: .zero)
    plan.didDecode(.shown, at: .zero)
    let known = [2, 3, 4].map { plan.note(meta($0)) }
    #expect(known == [false, false, true])
  }

  @Test("who has heard of many pictures stops listening once, and goes on when nothing is pulled")
  func listening() {
    var listening = Listening()
    for _ in 0..<31 {
      #expect(listening.noteNews() == false)
      #expect(listening.noteRest() == false)
    }
    #expect(listening.noteNews() == true)
    #expect(listening.isPaused)
    #expect(listening.noteNews() == false)
    #expect(listening.noteRest() == true)
    #expect(listening.noteRest() == false)
    #expect(!listening.isPaused)
    let ends = (0..<100).map { _ in listening.noteNews() }
    #expect(ends.count(where: \.self) == 1 && ends[31])
  }

  @Test("a pull leaves as it comes; once that has brought nothing, those after it stay")
  func haste() {
    var plan = pulling(meta(1))
    #expect(plan.isHasty)
    plan.note(meta(2))
    plan.didEndEmpty()
    #expect(plan.isReady && !plan.isPulling)
    plan.didBegin(at: .zero)
    #expect(plan.isPulling && !plan.isHasty)
    plan.didEndEmpty()
    #expect(plan.isPulling)
    _ = plan.take(byteCount: 100, mark: nil, at: .zero)
    plan.didEndEmpty()
    plan.didDecode(.shown, at: .zero)
    plan.note(meta(3))
    plan.didBegin(at: .zero)
    #expect(plan.isPulling && !plan.isHasty)
  }

  @Test("pulls rest where none is under way or could begin")
  func resting() throws {
    var pulls = Pulls()
    let name = try ChannelName("c")
    #expect(pulls.areResting)
    pulls[name].note(meta(1))
    #expect(!pulls.areResting)
    _ = pulls.begin(at: .zero)
    #expect(!pulls.areResting)
    _ = pulls[name].take(byteCount: 99, mark: nil, at: .zero)
    #expect(pulls.areResting, "it waits for another try, and a newer meta would end that")
    _ = pulls.tick(at: .seconds(1))
    _ = pulls.begin(at: .seconds(1))
    _ = pulls[name].take(byteCount: 100, mark: nil, at: .seconds(1))
    #expect(!pulls.areResting, "it is being decoded")
    pulls[name].didDecode(.shown, at: .seconds(1))
    #expect(pulls.areResting)
  }

  @Test("a channel of which nothing comes does not keep the others from being heard of")
  func silentChannel() throws {
    var pulls = Pulls()
    let name = try ChannelName("c")
    pulls[name].note(meta(1))
    _ = pulls.begin(at: .zero)
    pulls[name].didEndEmpty()
    _ = pulls.begin(at: .zero)
    #expect(!pulls.areResting && pulls.deadline == .seconds(2))
    #expect(pulls.tick(at: .seconds(2)) == [])
    #expect(pulls.areResting && pulls[name].isPulling, "it stays subscribed")
    #expect(pulls.deadline == .seconds(60))
    pulls.noteProgress(at: .seconds(3))
    #expect(!pulls.areResting, "something comes after all")
  }

  @Test("only a picture that came as soon as one stayed has all later ones stay")
  func transientlyEmpty() {
    var plan = pulling(meta(1))
    plan.didEndEmpty()
    plan.didBegin(at: .zero)
    _ = plan.tick(at: .seconds(2))
    #expect(plan.tick(at: .seconds(60)) == true)
    _ = plan.tick(at: .seconds(61))
    plan.didBegin(at: .seconds(61))
    #expect(plan.isHasty)
    plan.didEndEmpty()
    plan.didBegin(at: .seconds(61))
    _ = plan.take(byteCount: 100, mark: nil, at: .seconds(61))
    plan.didDecode(.shown, at: .seconds(61))
    plan.note(meta(3))
    plan.didBegin(at: .seconds(61))
    #expect(!plan.isHasty)
    plan.didDisconnect()
    plan.note(meta(4))
    plan.didBegin(at: .seconds(61))
    #expect(plan.isHasty, "another broker may be there now")
  }

  @Test("a picture that comes after its channel was removed is ignored, and the next meta is new")
  func removal() throws {
    var pulls = Pulls()
    let name = try ChannelName("c")
    pulls[name].note(meta(1))
    #expect(pulls.begin(at: .zero) == [name])
    pulls.forget(name)
    #expect(pulls[name].take(byteCount: 100, mark: nil, at: .zero) == .ignore)
    pulls[name].note(meta(1))
    #expect(pulls.begin(at: .zero) == [name])
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
