import Pixels
import TestSupport
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// Random worlds of pixmaps: a server that flips or copies, answers late or not at all, and a viewer
/// that draws whole windows and parts of them.
@Suite struct PresentChaosTests {
  @Test(
    "no pixmap is drawn into while it is read, what is presented is whole, and the newest is seen",
    arguments: 0..<300 as Range<UInt64>)
  func worlds(seed: UInt64) {
    var world = PresentWorld(seed: seed)
    for _ in 0..<150 { world.disturb() }
    world.calm()
  }
}

/// A window of a few pixels, whose colours are the numbers of the draw requests that they come from.
private struct PresentWorld {
  private var random: SeededGenerator
  private var queue: PresentQueue
  private var now = Instant(sinceBoot: .seconds(1000))
  private var size = Size(width: 5, height: 4)

  // The server.
  private var window: [Int]
  private var pixmaps: [PresentQueue.Key: [Int]] = [:]
  /// What waits for the vertical blank, and what it has taken the place of.
  private var waiting: (order: PresentQueue.Order, pixels: [Int])?
  private var skipped: [UInt32] = []
  private var flipped: PresentQueue.Order?
  /// What it has to say, and has not said yet.
  private var events: [PresentQueue.Event] = []
  private var isSilent = false

  // The viewer.
  /// What the window is to show.
  private var wanted: [Int]
  private var isBegun = false
  private var count = 0
  private var mustRedraw = false
  private var told: [UInt64: Int] = [:]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    queue = PresentQueue(countingFrom: .random(in: .min ... .max, using: &random))
    window = [Int](repeating: 0, count: 20)
    wanted = window
  }

  mutating func disturb() {
    switch Int.random(in: 0..<12, using: &random) {
    case 0...4: draw(fails: Int.random(in: 0..<6, using: &random) == 0)
    case 5...6: blank(flips: Bool.random(using: &random))
    case 7...8: hear(Int.random(in: 0...5, using: &random))
    case 9: isSilent = Int.random(in: 0..<4, using: &random) == 0
    case 10 where Int.random(in: 0..<5, using: &random) == 0: resize()
    default:
      now += .milliseconds(.random(in: 1..<300, using: &random))
      take(queue.takeOverdue(at: now))
    }
    if mustRedraw { draw(isWhole: true) }
  }

  mutating func calm() {
    isSilent = false
    for _ in 0..<3 {
      draw(isWhole: true)
      blank(flips: false)
      hear(.max)
      now += .seconds(1)
      take(queue.takeOverdue(at: now))
    }
    #expect(window == wanted, "the newest ends up shown")
    #expect(!queue.isAwaited && queue.deadline == nil && !mustRedraw)
    #expect(told.values.allSatisfy { $0 == 1 }, "each is told of once")
  }

  private mutating func resize() {
    size = Size(
      width: .random(in: 1...6, using: &random), height: .random(in: 1...5, using: &random))
    window = [Int](repeating: 0, count: size.width * size.height)
    wanted = window
    draw(isWhole: true)
  }

  private mutating func draw(isWhole: Bool = false, fails: Bool = false) {
    mustRedraw = false
    let all = PixelRect(size)
    let area = isWhole || !queue.isWhole(in: size) ? all : part()
    count += 1
    let target = queue.begin(area, in: size)
    prepare(target)
    var drawn = wanted
    fill(&drawn, area, count)
    if fails {
      // A row is drawn; what stands in the window is changed by one request, or not at all.
      let row = PixelRect(x: area.x, y: area.y, width: area.width, height: 1)
      if case .pixmap = target { paint(target, row, -1) }
      return queue.cancel()
    }
    paint(target, area, count)
    wanted = drawn
    guard let order = queue.end(.frame(key(count)), at: now) else {
      return #expect(window == wanted, "the window is whole")
    }
    #expect(pixmaps[order.pixmap] == wanted, "the pixmap is whole")
    present(order)
  }

  private mutating func part() -> PixelRect {
    let (x, y) = (
      Int.random(in: 0..<size.width, using: &random),
      Int.random(in: 0..<size.height, using: &random)
    )
    return PixelRect(
      x: x, y: y, width: .random(in: 1...size.width - x, using: &random),
      height: .random(in: 1...size.height - y, using: &random))
  }

  private func key(_ count: Int) -> FrameKey {
    FrameKey(
      channel: ChannelID(low: 1, high: 0), generation: Generation(rawValue: UInt64(count)))
  }

  private mutating func prepare(_ target: PresentQueue.Target) {
    for key in queue.takeDropped() { pixmaps[key] = nil }
    guard case .pixmap(let key, let preparation) = target else { return }
    #expect(preparation.isNew == (pixmaps[key] == nil))
    #expect(
      waiting?.order.pixmap != key && flipped?.pixmap != key || preparation.isNew,
      "the server reads it")
    var pixels = pixmaps[key] ?? [Int](repeating: -2, count: size.width * size.height)
    let source =
      preparation.source.flatMap { pixmaps[$0] }
      ?? [Int](
        repeating: 0, count: pixels.count)
    for part in preparation.missing {
      for place in places(part) { pixels[place] = source[place] }
    }
    pixmaps[key] = pixels
  }

  private mutating func paint(
    _ target: PresentQueue.Target, _ part: PixelRect, _ colour: Int
  ) {
    var pixels = window
    if case .pixmap(let key, _) = target { pixels = pixmaps[key] ?? [] }
    fill(&pixels, part, colour)
    switch target {
    case .window: window = pixels
    case .pixmap(let key, _): pixmaps[key] = pixels
    }
  }

  private func places(_ part: PixelRect) -> [Int] {
    (part.y..<part.maxY).flatMap { y in (part.x..<part.maxX).map { y * size.width + $0 } }
  }

  private func fill(_ pixels: inout [Int], _ part: PixelRect, _ colour: Int) {
    for place in places(part) { pixels[place] = colour }
  }

  // The server.

  private mutating func say(_ event: PresentQueue.Event) {
    if !isSilent { events.append(event) }
  }

  private mutating func present(_ order: PresentQueue.Order) {
    if let before = waiting?.order {
      skipped.append(before.serial)
      say(.idle(before.pixmap, serial: before.serial))
    }
    waiting = (order, pixmaps[order.pixmap] ?? [])
  }

  private mutating func blank(flips: Bool) {
    for serial in skipped { say(.complete(serial: serial, nil, at: ScreenMoment(now))) }
    skipped = []
    guard let (order, pixels) = waiting else { return }
    waiting = nil
    if pixels.count == window.count { window = pixels }
    if let flipped { say(.idle(flipped.pixmap, serial: flipped.serial)) }
    flipped = flips ? order : nil
    say(.complete(serial: order.serial, flips ? .flip : .copy, at: ScreenMoment(now)))
    if !flips { say(.idle(order.pixmap, serial: order.serial)) }
  }

  private mutating func hear(_ most: Int) {
    for event in events.prefix(most) { take(queue.take(event)) }
    events.removeFirst(min(most, events.count))
  }

  private mutating func take(_ outcomes: [PresentQueue.Outcome]) {
    for outcome in outcomes {
      switch outcome {
      case .shown(.frame(let frame), _, _), .skipped(.frame(let frame)):
        told[frame.generation.rawValue, default: 0] += 1
      case .shown, .skipped: break
      case .mustRedraw: mustRedraw = true
      }
    }
  }
}
