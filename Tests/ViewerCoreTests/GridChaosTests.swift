import Pixels
import TestSupport
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// Random worlds of several channels: whatever happens in whatever order, the theatres find nothing
/// wrong, and when all has come to rest the newest frame of each channel is shown.
@Suite struct GridChaosTests {
  private static let keys: [Keysym] =
    "+-1wWshl<>|_aA0rRtBIivcPx?[]mbdD{}LL".unicodeScalars.map { .character($0) } + [.left, .f11]
  private static let names = ["a", "b", "c", "d", "e"]

  @Test("no order of events breaks the promises", arguments: 0..<150 as Range<UInt64>)
  func worlds(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let isAll = seed % 3 == 0
    var theatre = try GridTheatre(Array(Self.names.prefix(3)), all: isAll) { options in
      options.preferences.staleAfter = seed % 4 == 0 ? .seconds(2) : nil
      options.preferences.printsStats = seed % 5 == 0
    }
    for _ in 0..<150 { try disturb(&theatre, &random, isAll) }
    try calm(&theatre)
    try check(theatre)
    theatre.tell(.window(.terminated))
    theatre.tell(.window(.finish))
  }

  private func disturb(
    _ theatre: inout GridTheatre, _ random: inout SeededGenerator, _ isAll: Bool
  ) throws {
    let cell = theatre.grid.cells[Int.random(in: 0..<theatre.grid.cells.count, using: &random)]
    let name = cell.model.options.channel.string
    switch Int.random(in: 0..<20, using: &random) {
    case 0...3:
      try theatre.publish(
        name, width: Bool.random(using: &random) ? 3000 : 300, height: 400,
        fade: Int.random(in: 0..<4, using: &random) == 0 ? .milliseconds(300) : .zero)
    case 4...7: theatre.complete(cell.id)
    case 8...10:
      if let key = Self.keys.randomElement(using: &random) {
        theatre.press(
          key,
          at: Point(
            x: .random(in: -50..<900, using: &random), y: .random(in: -50..<700, using: &random)))
      }
    case 11:
      theatre.resize(
        to: [Size(width: 804, height: 604), Size(width: 300, height: 500)]
          .randomElement(using: &random) ?? theatre.window)
    case 12: theatre.tell(.window(.exposed), .window(.hidden(.random(using: &random))))
    case 13: if Int.random(in: 0..<3, using: &random) == 0 { try theatre.remove(name) }
    case 14: try theatre.doubleClick(over: theatre.places[cell.id] == nil ? shown(theatre) : name)
    case 15, 16: theatre.pass(.milliseconds(.random(in: 1..<700, using: &random)))
    case 17:
      theatre.tell(
        .window(.pointerMoved(Point(x: .random(in: 0..<900, using: &random), y: 50))))
    case 18 where isAll:
      let names = Self.names.filter { _ in Bool.random(using: &random) }
      theatre.tell(.listed(try names.map { try ChannelName($0) }))
    default: theatre.tell(.window(.pointerLeft), .window(.woke))
    }
  }

  /// The name of a channel that has a place.
  private func shown(_ theatre: GridTheatre) -> String {
    let cell = theatre.grid.cells.first { theatre.places[$0.id] != nil }
    return cell?.model.options.channel.string ?? ""
  }

  private func calm(_ theatre: inout GridTheatre) throws {
    theatre.settle()
    for _ in 0..<4 where theatre.places.count < theatre.grid.cells.count {
      theatre.press(.escape, at: Point(x: 5, y: 5))
    }
    theatre.tell(.window(.hidden(false)))
    for cell in theatre.grid.cells {
      let name = cell.model.options.channel.string
      if cell.model.overlays.helpPage != nil { try theatre.press("?", over: name) }
      if try theatre.model(name).following.isFrozen { try theatre.press("x", over: name) }
      if try theatre.model(name).overlays.showsInformation { try theatre.press("i", over: name) }
      for _ in 0..<3 { try theatre.publish(name, width: 3000) }
      theatre.settle()
    }
    theatre.pass(.seconds(700))
    theatre.settle()
  }

  private func check(_ theatre: GridTheatre) throws {
    #expect(theatre.status == nil)
    #expect(Set(theatre.stages.keys) == Set(theatre.grid.cells.map(\.id)), "no cell is left behind")
    #expect(theatre.places.count == theatre.grid.cells.count)
    for cell in theatre.grid.cells {
      let name = cell.model.options.channel.string
      let stage = try theatre.stage(name)
      #expect(stage.glass.held == stage.latest?.key, "the newest frame of \(name) ends up shown")
      #expect(stage.glass.content?.frame == stage.latest?.key)
      #expect(stage.glass.content?.view.window == theatre.places[cell.id].map { Size($0) })
      #expect(Set(stage.glass.frames).count == 1 && stage.acquired == nil, "and no other is held")
      #expect(stage.acknowledged.last == stage.latest?.info.generation.rawValue)
    }
    let looks = Set(theatre.grid.cells.map { "\($0.model.looking.linked)" })
    #expect(!theatre.grid.isLinked || looks.count == 1, "linked views are alike")
    #expect(theatre.grid.deadline == nil, "nothing wakes an idle viewer")
  }
}
