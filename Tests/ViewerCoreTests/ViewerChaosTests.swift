import Pixels
import TestSupport
import Testing

@testable import ShmChannel
import ShmShow
@testable import ViewerCore

/// Random worlds: whatever happens in whatever order, the theatre finds nothing wrong, and when
/// all has come to rest the newest frame is shown.
@Suite struct ViewerChaosTests {
  private static let keys: [Keysym] =
    "+-1wWshl<>|_aA0rRtBIivcnpgGPx?[]mbdD{}".unicodeScalars.map { .character($0) } + [
      .left, .right, .f11,
    ]

  @Test("no order of events breaks a viewer's promises", arguments: 0..<400 as Range<UInt64>)
  func worlds(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var theatre = ViewerTheatre(
      firstSize: Bool.random(using: &random) ? .settled : .open(Size(width: 640, height: 400)),
      presents: seed % 2 == 0
    ) { options in
      options.preferences.holdsOnTouch = seed % 3 == 0
      options.preferences.staleAfter = seed % 4 == 0 ? .seconds(2) : nil
      options.preferences.printsStats = seed % 5 == 0
    }
    for _ in 0..<120 { disturb(&theatre, &random) }
    calm(&theatre)
    check(theatre)
    theatre.tell(.terminated)
    theatre.publish()
    theatre.complete()
    theatre.tell(.finish)
  }

  private func disturb(_ theatre: inout ViewerTheatre, _ random: inout SeededGenerator) {
    switch Int.random(in: 0..<20, using: &random) {
    case 0...3: publish(&theatre, &random)
    case 4...6: theatre.complete()
    case 7: theatre.blank([.copy, .flip, .untold].randomElement(using: &random) ?? .copy)
    case 8...10:
      if let key = Self.keys.randomElement(using: &random) {
        let deed = ViewerTheatre.deed(key, x: .random(in: -50..<700, using: &random))
        let isBeside = Bool.random(using: &random)
        if isBeside { theatre.complete(beside: [.deed(deed)]) } else { theatre.tell(.deed(deed)) }
      }
    case 11:
      theatre.resize(
        to: [Size(width: 640, height: 400), Size(width: 300, height: 500)]
          .randomElement(using: &random) ?? theatre.size)
    case 12: theatre.tell(.exposed, .hidden(.random(using: &random)))
    case 13: theatre.refuse()
    case 14: if Int.random(in: 0..<3, using: &random) == 0 { theatre.remove() }
    case 15: theatre.ring()
    case 16, 17: theatre.pass(.milliseconds(.random(in: 1..<700, using: &random)))
    case 18:
      theatre.tell(.pointerMoved(Point(x: .random(in: 0..<600, using: &random), y: 50)))
    default:
      theatre.show =
        Bool.random(using: &random)
        ? ShowStatus(state: .playing, position: .random(in: 1..<4, using: &random), count: 3) : nil
      theatre.ring()
    }
  }

  private func publish(_ theatre: inout ViewerTheatre, _ random: inout SeededGenerator) {
    let isLarge = Bool.random(using: &random)
    let fades = Int.random(in: 0..<4, using: &random) == 0
    theatre.publish(
      width: isLarge ? 3000 : 300, height: 400, fade: fades ? .milliseconds(300) : .zero,
      rings: false)
    if let key = theatre.latest?.key {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: theatre.undrawable.insert(key)
      case 1: theatre.damaged.insert(key)
      default: break
      }
    }
    theatre.ring()
  }

  private func calm(_ theatre: inout ViewerTheatre) {
    theatre.settle()
    theatre.show = nil
    if theatre.model.following.isFrozen { theatre.press("x") }
    if theatre.model.overlays.showsInformation { theatre.press("i") }
    theatre.model.stopComparing()
    theatre.tell(.hidden(false))
    (theatre.undrawable, theatre.damaged) = ([], [])
    for _ in 0..<3 { theatre.publish(width: 3000) }
    theatre.settle()
    theatre.pass(.seconds(700))
    theatre.settle()
  }

  private func check(_ theatre: ViewerTheatre) {
    #expect(theatre.glass.held == theatre.latest?.key, "the newest frame ends up shown")
    #expect(theatre.glass.content?.frame == theatre.latest?.key)
    #expect(theatre.glass.content?.view.window == theatre.size, "in the window's size")
    #expect(Set(theatre.glass.frames).count == 1 && theatre.acquired == nil, "and no other is held")
    #expect(theatre.acknowledged.last == theatre.latest?.info.generation.rawValue)
    #expect(theatre.marked?.key == theatre.model.comparing.mark?.key, "no copy is left behind")
    #expect(theatre.model.deadline == nil, "nothing wakes an idle viewer")
  }
}
