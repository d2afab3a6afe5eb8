import Pixels
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// What is drawn into which pixmap, and what the server's words about presents mean.
@Suite struct PresentQueueTests {
  private let size = Size(width: 640, height: 480)
  private let all = PixelRect(x: 0, y: 0, width: 640, height: 480)
  private let start = Instant(sinceBoot: .seconds(1000))

  private func frame(_ generation: UInt64) -> PresentQueue.Subject {
    .frame(
      FrameKey(
        channel: ChannelID(low: 1, high: 0), generation: Generation(rawValue: generation)))
  }

  /// Draws all of the window, and presents it.
  private func present(
    _ generation: UInt64, in queue: inout PresentQueue, at now: Instant? = nil
  ) throws -> PresentQueue.Order {
    guard case .pixmap = queue.begin(all, in: size) else { throw NoPixmap() }
    guard let order = queue.end(frame(generation), at: now ?? start) else { throw NoPixmap() }
    return order
  }

  private struct NoPixmap: Error {}

  @Test("what the server skips for a newer one is not shown, and its pixmap is drawn into again")
  func mailbox() throws {
    var queue = PresentQueue(countingFrom: 7)
    let first = try present(1, in: &queue)
    let second = try present(2, in: &queue)
    #expect(first.pixmap != second.pixmap && first.serial == 8 && second.serial == 9)
    #expect(queue.take(.idle(first.pixmap, serial: first.serial)).isEmpty)
    let third = try present(3, in: &queue)
    #expect(third.pixmap == first.pixmap)
    #expect(queue.isAwaited)
    #expect(queue.take(.idle(second.pixmap, serial: second.serial)).isEmpty)
    for (order, generation) in [(first, 1), (second, 2)] as [(PresentQueue.Order, UInt64)] {
      #expect(
        queue.take(.complete(serial: order.serial, nil, at: ScreenMoment(start))) == [
          .skipped(frame(generation))
        ])
    }
    #expect(
      queue.take(.complete(serial: third.serial, .copy, at: ScreenMoment(start)))
        == [.shown(frame(3), .copy, at: ScreenMoment(start))])
    #expect(!queue.isAwaited && queue.deadline == nil, "nothing wakes an idle viewer")
  }

  @Test("a pixmap on the screen, one that waits and one that is skipped leave one to draw into")
  func flips() throws {
    var queue = PresentQueue(countingFrom: .max)
    let shown = try present(1, in: &queue)
    #expect(shown.serial == 0, "numbers go round")
    _ = queue.take(.complete(serial: shown.serial, .flip, at: ScreenMoment(start)))
    let skipped = try present(2, in: &queue)
    let waiting = try present(3, in: &queue)
    let drawn = try present(4, in: &queue)
    #expect(Set([shown, skipped, waiting, drawn].map(\.pixmap)).count == 4)
    #expect(queue.begin(all, in: size) == .window, "the server answers nothing")
  }

  @Test("a pixmap gets what it lacks from the newest, and no more")
  func partial() throws {
    var queue = PresentQueue(countingFrom: 0)
    #expect(!queue.isWhole(in: size), "there is nothing to add to")
    let first = try present(1, in: &queue)
    let part = PixelRect(x: 10, y: 10, width: 100, height: 50)
    #expect(queue.isWhole(in: size))
    guard case .pixmap(let second, let new) = queue.begin(part, in: size) else {
      throw NoPixmap()
    }
    #expect(new.isNew && new.source == first.pixmap && new.missing == all.subtracting(part))
    guard let order = queue.end(.words, at: start) else { throw NoPixmap() }
    #expect(order.pixmap == second && !queue.pending[order.serial, default: told].isTold)
    _ = queue.take(.idle(first.pixmap, serial: first.serial))
    let other = PixelRect(x: 300, y: 300, width: 10, height: 10)
    #expect(
      queue.begin(other, in: size)
        == .pixmap(first.pixmap, .init(isNew: false, missing: [part], source: second)))
    _ = queue.end(.words, at: start)
    _ = queue.take(.complete(serial: first.serial, .copy, at: ScreenMoment(start)))
    #expect(!queue.isAwaited, "no frame is waited for")
  }

  private var told: PresentQueue.Pending {
    .init(subject: .words, deadline: start, isTold: true)
  }

  @Test("what a server does not answer to in 250 ms counts as shown, once")
  func silence() throws {
    var queue = PresentQueue(countingFrom: 0)
    let order = try present(1, in: &queue)
    let late = start + .milliseconds(250)
    #expect(queue.deadline == late)
    #expect(queue.takeOverdue(at: late - .nanoseconds(1)).isEmpty)
    #expect(queue.takeOverdue(at: late) == [.shown(frame(1), .untold, at: ScreenMoment(late))])
    #expect(!queue.isAwaited && queue.deadline == nil)
    #expect(queue.take(.complete(serial: order.serial, .copy, at: ScreenMoment(late))).isEmpty)
  }

  @Test("a server that keeps all pixmaps has the window drawn into, and drawn anew when it answers")
  func keeping() throws {
    var queue = PresentQueue(countingFrom: 0)
    let orders = try (1...4).map { try present($0, in: &queue) }
    #expect(!queue.isWhole(in: size), "the window may hold any of them")
    #expect(queue.begin(all, in: size) == .window)
    #expect(queue.end(frame(5), at: start) == nil)
    #expect(!queue.isWhole(in: size), "one of them may still come over it")
    #expect(queue.whole(in: size) == nil)
    let last = orders[3]
    #expect(
      queue.take(.complete(serial: last.serial, .copy, at: ScreenMoment(start)))
        == [.shown(frame(4), .copy, at: ScreenMoment(start)), .mustRedraw])
    _ = queue.take(.idle(last.pixmap, serial: last.serial))
    #expect(
      queue.begin(all, in: size)
        == .pixmap(last.pixmap, .init(isNew: false, missing: [], source: nil)))
  }

  @Test("what failed is presented by nobody, and is drawn anew as a whole")
  func failure() throws {
    var queue = PresentQueue(countingFrom: 0)
    let order = try present(1, in: &queue)
    _ = queue.take(.idle(order.pixmap, serial: order.serial))
    #expect(queue.whole(in: size) == order.pixmap)
    _ = queue.begin(PixelRect(x: 0, y: 0, width: 5, height: 5), in: size)
    #expect(queue.whole(in: size) == nil, "it is half drawn")
    queue.cancel()
    #expect(queue.end(frame(2), at: start) == nil && !queue.isWhole(in: size))
    #expect(queue.whole(in: size) == nil)
  }

  @Test("words of other clients' presents are nobody's")
  func forged() throws {
    var queue = PresentQueue(countingFrom: 1_000)
    let order = try present(1, in: &queue)
    #expect(queue.take(.complete(serial: 1, .flip, at: ScreenMoment(start))).isEmpty)
    #expect(queue.take(.idle(order.pixmap, serial: 1)).isEmpty)
    #expect(queue.isAwaited)
    let next = try present(2, in: &queue)
    #expect(next.pixmap != order.pixmap, "the server still has it")
    #expect(
      queue.take(.complete(serial: order.serial, .copy, at: ScreenMoment(start))).count == 1)
    #expect(queue.take(.complete(serial: order.serial, .copy, at: ScreenMoment(start))).isEmpty)
  }

  @Test("a present that another client's has ousted is made once more, and not for ever")
  func ousted() throws {
    var queue = PresentQueue(countingFrom: 0)
    let first = try present(1, in: &queue)
    #expect(
      queue.take(.complete(serial: first.serial, nil, at: ScreenMoment(start))) == [.mustRedraw])
    let second = try present(1, in: &queue)
    #expect(
      queue.take(.complete(serial: second.serial, nil, at: ScreenMoment(start)))
        == [.shown(frame(1), .untold, at: ScreenMoment(start))])
  }

  @Test("another size has other pixmaps, and a window too large for them has none")
  func resize() throws {
    var queue = PresentQueue(countingFrom: 0)
    let order = try present(1, in: &queue)
    let other = Size(width: 300, height: 200)
    #expect(!queue.isWhole(in: other) && queue.whole(in: other) == nil)
    guard case .pixmap(let key, let preparation) = queue.begin(PixelRect(other), in: other) else {
      throw NoPixmap()
    }
    #expect(key != order.pixmap && preparation == .init(isNew: true, missing: [], source: nil))
    #expect(queue.takeDropped() == [order.pixmap] && queue.takeDropped().isEmpty)
    #expect(queue.take(.idle(order.pixmap, serial: order.serial)).isEmpty)
    #expect(
      queue.take(.complete(serial: order.serial, .copy, at: ScreenMoment(start))).count == 1,
      "it was seen all the same")
    let huge = Size(width: 32_000, height: 32_000)
    #expect(PresentQueue.isTooLarge(huge) && !PresentQueue.isTooLarge(other))
    #expect(!PresentQueue.isTooLarge(Size(width: 7680, height: 4320)))
    #expect(queue.begin(PixelRect(huge), in: huge) == .window)
    #expect(queue.takeDropped() == [key])
  }

  @Test("pixmaps that are idle go, but for one beside the newest")
  func spare() throws {
    var queue = PresentQueue(countingFrom: 0)
    let orders = try (1...4).map { try present($0, in: &queue) }
    for order in orders { _ = queue.take(.idle(order.pixmap, serial: order.serial)) }
    #expect(Set(queue.takeDropped()) == Set(orders[1...2].map(\.pixmap)))
  }

  @Test("what is given up counts as shown, in order")
  func givenUp() throws {
    var queue = PresentQueue(countingFrom: .max - 1)
    let orders = try (1...3).map { try present($0, in: &queue) }
    #expect(
      queue.giveUp(at: start) == (1...3).map { .shown(frame($0), .untold, at: ScreenMoment(start)) }
    )
    #expect(Set(queue.takeDropped()) == Set(orders.map(\.pixmap)) && queue.deadline == nil)
  }
}
