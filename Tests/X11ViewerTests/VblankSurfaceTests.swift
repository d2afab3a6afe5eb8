import CX11
import Pixels
@testable import ShmChannel
import TestSupport
import Testing
import ViewerCore

@testable import X11Viewer

/// Pixmaps are presented by the viewer's own types on a real X server, whose vertical blanks are made
/// up.
@Suite(.serialized) struct VblankSurfaceTests {
  private let server: XServer
  private let display: Display
  private let window: X11Viewer.Window
  private let all = PixelRect(x: 0, y: 0, width: 40, height: 30)

  init() throws {
    server = try XServer(width: 320, height: 240)
    display = try Display(name: server.name)
    window = try X11Viewer.Window(
      on: display, visual: PixelVisual(of: display), size: Size(width: 40, height: 30),
      corner: (0, 0))
    let source = try #require(PresentSource.open(for: window.id, on: display).source)
    window.vblank = VblankSurface(for: window, source)
    window.map()
    try eventually("the window is mapped") {
      self.read()
      return self.shown?.isViewable ?? false
    }
  }

  private var surface: VblankSurface {
    get throws { try #require(window.vblank) }
  }

  private var shown: XWindow? { server.screen.stack().first { $0.id == window.id } }

  /// Takes what the server has said, apart from presents.
  private func read() {
    display.send()
    display.isReadable = true
    _ = EventBatch(draining: window, .standard)
  }

  private func frame(_ generation: UInt64) -> PresentQueue.Subject {
    .frame(
      FrameKey(
        channel: ChannelID(low: 1, high: 0), generation: Generation(rawValue: generation)))
  }

  /// Draws an area of the window in a colour, and presents it.
  private func present(_ colour: UInt, _ area: PixelRect, _ generation: UInt64) throws {
    let surface = try surface
    surface.begin(area, in: window)
    #expect(surface.target != nil)
    window.fill([area], colour, in: surface.target)
    #expect(surface.present(frame(generation)))
  }

  /// Has the server execute all, and hears what has become of presents.
  private func hear() throws -> [PresentQueue.Outcome] {
    XSync(display.connection, False)
    read()
    return try surface.takeOutcomes()
  }

  /// Waits until it is known what has become of all that was presented.
  private func settle() throws -> [PresentQueue.Outcome] {
    var outcomes: [PresentQueue.Outcome] = []
    try eventually("presents are over") {
      outcomes += try hear()
      return try !surface.queue.isAwaited
    }
    return outcomes
  }

  private static func words(_ outcome: PresentQueue.Outcome) -> String {
    switch outcome {
    case .shown(_, let mode, _): mode.rawValue
    case .skipped: "skip"
    case .mustRedraw: "redraw"
    }
  }

  @Test("of five presents in a row four are skipped, and the fifth is copied to the window")
  func mailbox() throws {
    for attempt in 1...50 {
      var outcomes = try settle()
      for number in 0..<5 {
        try present(UInt(attempt * 16 + number), all, UInt64(number))
        outcomes += try hear()
      }
      outcomes += try settle()
      #expect(outcomes.count == 5)
      #expect(try shown?.pixel(20, 15) == UInt32(attempt * 16 + 4))
      let isShown = outcomes.contains {
        if case .shown(frame(4), .copy, at: _) = $0 { true } else { false }
      }
      #expect(isShown, "the newest is not shown: \(outcomes)")
      // A vertical blank that lies between them shows one more; and the server may tell of what it
      // skipped once it has shown what came later.
      let isSkipped = (0..<4).map { outcomes.contains(.skipped(frame(UInt64($0)))) }
      if isSkipped.allSatisfy({ $0 }) { return }
    }
    Issue.record("a vertical blank lay between five presents, fifty times")
  }

  @Test("a few pixmaps are enough for any number of presents, and most are freed in the end")
  func idle() throws {
    for number in 0..<40 {
      try present(UInt(number), all, UInt64(number))
      _ = try hear()
    }
    let outcomes = try settle()
    // The server may tell late of what it skipped.
    #expect(outcomes.map(Self.words).contains("copy"))
    try eventually("most pixmaps are freed") {
      _ = try hear()
      return try surface.pixmapCount <= 2
    }
  }

  @Test("a part is drawn into a pixmap that gets the rest from the one before")
  func partial() throws {
    try present(0x10_2030, all, 1)
    for number in 2...6 {
      let place = PixelRect(x: number * 5, y: 5, width: 5, height: 10)
      #expect(try surface.queue.isWhole(in: window.size))
      try present(0x40_5060, place, UInt64(number))
      if number % 2 == 0 { _ = try settle() } else { _ = try hear() }
    }
    _ = try settle()
    let picture = try #require(try shown?.picture())
    for y in 0..<30 {
      for x in 0..<40 {
        let isPart = (10..<35).contains(x) && (5..<15).contains(y)
        #expect(picture[x, y] & 0xFF_FFFF == (isPart ? 0x40_5060 : 0x10_2030), "\(x), \(y)")
      }
    }
  }

  @Test("a window that is not on the screen has what is presented over at once")
  func unmapped() throws {
    XUnmapWindow(display.connection, window.id)
    for number in 1...3 {
      try present(UInt(number), all, UInt64(number))
      #expect(try settle().map(Self.words) == ["copy"])
    }
  }

  @Test("another size has pixmaps of its own, and what was presented before is over all the same")
  func resized() throws {
    try present(1, all, 1)
    XResizeWindow(display.connection, window.id, 60, 50)
    _ = try hear()
    window.size = Size(width: 60, height: 50)
    #expect(try !surface.queue.isWhole(in: window.size))
    try present(0x22_3344, PixelRect(x: 0, y: 0, width: 60, height: 50), 2)
    _ = try settle()
    #expect(try shown?.pixel(59, 49) == 0x22_3344)
  }

  @Test("whose words are not read has the window drawn into, and drawn anew once they are")
  func unread() throws {
    for number in 1...4 { try present(UInt(number), all, UInt64(number)) }
    let surface = try surface
    surface.begin(all, in: window)
    #expect(surface.target == nil)
    window.fill([all], 0x55_6677)
    #expect(!surface.present(frame(5)))
    XSync(display.connection, False)
    let outcomes = try settle()
    #expect(outcomes.map(Self.words).contains("redraw"))
    try present(0x77_8899, all, 6)
    _ = try settle()
    #expect(try shown?.pixel(1, 1) == 0x77_8899)
  }

  @Test("a failed draw request is presented by nobody")
  func failure() throws {
    try present(0x10_2030, all, 1)
    _ = try settle()
    let surface = try surface
    surface.begin(all, in: window)
    window.fill([all], 0xFF_0000, in: surface.target)
    surface.cancel()
    #expect(!surface.present(frame(2)) && !surface.queue.isAwaited)
    surface.askClock()
    try eventually("a vertical blank has been") {
      let outcomes = try hear()
      #expect(outcomes.isEmpty)
      return surface.origin != nil
    }
    #expect(try shown?.pixel(1, 1) == 0x10_2030)
  }

  @Test("what the window has lost comes back from the newest pixmap")
  func restored() throws {
    try present(0x10_2030, all, 1)
    _ = try settle()
    XClearWindow(display.connection, window.id)
    XSync(display.connection, False)
    #expect(try shown?.pixel(1, 1) != 0x10_2030)
    #expect(try surface.restore(window))
    XSync(display.connection, False)
    #expect(try shown?.pixel(1, 1) == 0x10_2030)
  }

  @Test("the server's clock is known to be made up")
  func madeUp() throws {
    try surface.askClock()
    try eventually("the server has told the time") {
      _ = try hear()
      return try surface.origin != nil
    }
    #expect(try surface.origin == .madeUp)
    // The server counts whole periods of its time, at which a busy machine does not wake it exactly.
    var number: UInt64 = 0
    try eventually("its period is about that of 60 Hz") {
      number += 1
      try present(UInt(number), all, number)
      _ = try settle()
      let period = try surface.clock.period ?? .zero
      return (.milliseconds(10) ... .milliseconds(25)).contains(period)
    }
  }

  @Test("a refused request is told apart from those of draw requests")
  func refused() throws {
    let first = display.lastSerial + 1
    try present(1, all, 1)
    let last = display.lastSerial
    let surface = try surface
    let own = Refusal(serial: last, code: 11)
    #expect(surface.refusal(among: [Refusal(serial: first - 1, code: 11)], executed: 0) == nil)
    #expect(surface.refusal(among: [own], executed: last) == own)
    #expect(surface.refusal(among: [own], executed: last) == nil, "it has been executed")
    #expect(surface.giveUp().map(Self.words) == ["none"])
  }

  @Test("once presents are given up the server tells of none")
  func ended() throws {
    let surface = try surface
    try present(1, all, 1)
    _ = surface.giveUp()
    let other = try #require(PresentSource.open(for: window.id, on: display).source)
    XSync(display.connection, False)
    read()
    while surface.source.next() != nil {}
    surface.askClock()
    try eventually("another source of the same window hears of its vertical blank") {
      XSync(display.connection, False)
      read()
      return other.next() != nil
    }
    #expect(surface.source.next() == nil)
  }
}
