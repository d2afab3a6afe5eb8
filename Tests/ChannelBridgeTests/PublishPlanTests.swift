import ChannelBridge
import TestSupport
import Testing

@Suite("What a publisher does next") struct PublishPlanTests {
  private let first = PictureMark(epoch: "a", sequence: 1)
  private let second = PictureMark(epoch: "a", sequence: 2)

  /// A plan that has published the picture.
  private func published(_ mark: PictureMark, keeps: Bool = false) -> PublishPlan {
    var plan = PublishPlan(keeps: keeps)
    plan.didConnect()
    plan.note(latest: mark)
    plan.didSendImage(mark, at: .zero)
    _ = plan.didAcknowledge()
    plan.didSendMeta()
    _ = plan.didAcknowledge()
    return plan
  }

  @Test("image goes first, meta when that was acknowledged, and the next picture after both")
  func order() {
    var plan = PublishPlan()
    plan.note(latest: first)
    #expect(plan.step(at: .zero) == .wait(until: nil))
    plan.didConnect()
    #expect(plan.step(at: .zero) == .image)
    plan.didSendImage(first, at: .zero)
    plan.note(latest: second)
    #expect(plan.step(at: .zero) == .wait(until: nil))
    #expect(plan.didAcknowledge() == nil)
    #expect(plan.step(at: .zero) == .meta)
    plan.didSendMeta()
    #expect(plan.step(at: .zero) == .wait(until: nil))
    #expect(plan.didAcknowledge() == first)
    #expect(plan.step(at: .zero) == .image)
  }

  @Test("a picture that is there is not published again, but with each new connection")
  func again() {
    var plan = published(first)
    #expect(plan.step(at: .zero) == .wait(until: nil))
    #expect(plan.didDisconnect(at: .zero) == nil)
    #expect(plan.step(at: .zero) == .wait(until: nil))
    plan.didConnect()
    #expect(plan.step(at: .zero) == .image)
  }

  @Test("the newest of many is next, and no more often than is allowed")
  func pace() {
    var plan = PublishPlan(interval: .seconds(2))
    plan.didConnect()
    plan.note(latest: first)
    plan.didSendImage(first, at: .seconds(10))
    _ = plan.didAcknowledge()
    plan.didSendMeta()
    _ = plan.didAcknowledge()
    plan.note(latest: second)
    #expect(plan.step(at: .seconds(11)) == .wait(until: .seconds(12)))
    #expect(plan.step(at: .seconds(12)) == .image)
  }

  @Test("topics are cleared when the channel goes, also where it went without a connection")
  func clearing() {
    for isConnected in [true, false] {
      var plan = published(first)
      if !isConnected { _ = plan.didDisconnect(at: .zero) }
      plan.note(latest: nil)
      #expect(!plan.isFinished)
      if !isConnected {
        #expect(plan.step(at: .zero) == .wait(until: nil))
        plan.didConnect()
      }
      #expect(plan.step(at: .zero) == .clear)
      plan.didSendClear()
      #expect(!plan.isFinished)
      _ = plan.didAcknowledge()
      #expect(plan.isFinished)
      #expect(plan.step(at: .zero) == .wait(until: nil))
    }
  }

  @Test("a channel that comes back in time is not cleared, and one that keeps never")
  func keeping() {
    var plan = published(first)
    plan.note(latest: nil)
    plan.note(latest: PictureMark(epoch: "b", sequence: 1))
    #expect(plan.step(at: .zero) == .image)
    var keeping = published(first, keeps: true)
    keeping.note(latest: nil)
    #expect(keeping.step(at: .zero) == .wait(until: nil))
    #expect(keeping.isFinished)
  }

  @Test("what was never published by this run is not cleared: it may be another's")
  func notOwn() {
    var plan = PublishPlan()
    plan.didConnect()
    plan.note(latest: nil)
    #expect(plan.step(at: .zero) == .wait(until: nil))
    #expect(plan.isFinished)
  }

  @Test("a picture from the topics is neither sent nor cleared, and the next own one goes")
  func received() {
    var plan = published(first)
    plan.noteReceived()
    #expect(plan.step(at: .zero) == .wait(until: nil))
    var removed = plan
    removed.note(latest: nil)
    #expect(removed.step(at: .zero) == .wait(until: nil) && removed.isFinished)
    plan.note(latest: first)
    #expect(plan.step(at: .zero) == .image, "others have published meanwhile")
  }

  @Test("an image that was sent has its meta, though a picture came from the topics meanwhile")
  func receivedMeanwhile() {
    var plan = PublishPlan()
    plan.didConnect()
    plan.note(latest: first)
    plan.didSendImage(first, at: .zero)
    _ = plan.didAcknowledge()
    plan.noteReceived()
    #expect(plan.step(at: .zero) == .meta)
    plan.didSendMeta()
    _ = plan.didAcknowledge()
    #expect(plan.step(at: .zero) == .wait(until: nil))
  }

  @Test("a channel that goes while its image is on the way has no meta, and is cleared")
  func goneMeanwhile() {
    var plan = PublishPlan()
    plan.didConnect()
    plan.note(latest: first)
    plan.didSendImage(first, at: .zero)
    plan.note(latest: nil)
    _ = plan.didAcknowledge()
    #expect(plan.step(at: .zero) == .clear)
  }

  @Test("a picture that is refused is tried again later, and a newer one at once")
  func refused() {
    var plan = PublishPlan()
    plan.didConnect()
    plan.note(latest: first)
    plan.didSendImage(first, at: .zero)
    plan.didRefuse(nil, at: .zero)
    #expect(plan.step(at: .seconds(1)) == .wait(until: PublishPlan.retryDelay))
    #expect(plan.step(at: PublishPlan.retryDelay) == .image)
    plan.note(latest: second)
    #expect(plan.step(at: .seconds(1)) == .image)
  }

  @Test("a picture under which three connections break waits, and the next one goes")
  func breaks() {
    var plan = PublishPlan()
    plan.note(latest: first)
    for time in 1...3 {
      plan.didConnect()
      #expect(plan.step(at: .seconds(time)) == .image)
      plan.didSendImage(first, at: .seconds(time))
      #expect(plan.didDisconnect(at: .seconds(time)) == (time == 3 ? first : nil))
    }
    plan.didConnect()
    #expect(plan.step(at: .seconds(4)) != .image)
    plan.note(latest: second)
    #expect(plan.step(at: .seconds(4)) == .image)
  }

  @Test(
    "in random worlds there is never more than one message on the way, and the end is the newest",
    arguments: 0..<200)
  func worlds(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var plan = PublishPlan()
    var (newest, onTheWay, arrived) = (PictureMark?.none, PictureMark?.none, PictureMark?.none)
    var isConnected = false
    func proceed() {
      switch plan.step(at: .zero) {
      case .image:
        #expect(onTheWay == nil && isConnected)
        guard let newest else { return }
        onTheWay = newest
        plan.didSendImage(newest, at: .zero)
      case .meta: plan.didSendMeta()
      case .clear: plan.didSendClear()
      case .wait: break
      }
    }
    func acknowledge() {
      guard plan.isBusy else { return }
      if let mark = plan.didAcknowledge() { arrived = mark }
      onTheWay = nil
    }
    for number in 1...60 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        newest = PictureMark(epoch: "e", sequence: number)
        plan.note(latest: newest)
      case 1:
        newest = nil
        plan.note(latest: nil)
      case 2 where isConnected:
        isConnected = false
        onTheWay = nil
        _ = plan.didDisconnect(at: .zero)
      case 2, 3:
        if !isConnected { plan.didConnect() }
        isConnected = true
      default: acknowledge()
      }
      proceed()
    }
    if isConnected { _ = plan.didDisconnect(at: .zero) }
    newest = PictureMark(epoch: "e", sequence: 100)
    plan.note(latest: newest)
    (isConnected, onTheWay) = (true, nil)
    plan.didConnect()
    for _ in 0..<4 {
      proceed()
      acknowledge()
    }
    #expect(arrived == newest)
  }
}
