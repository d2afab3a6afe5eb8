import TestSupport
import Testing

@testable import Slideshow

@Suite struct RankedSetTests {
  @Test("it agrees with a sorted array after every change", arguments: 0..<40)
  func model(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let start = Set((0..<Int.random(in: 0...60, using: &random)).map { $0 * 3 }).sorted()
    var model = start
    var set = RankedSet(sorted: start)
    for _ in 0..<400 {
      let element = Int.random(in: -5...200, using: &random)
      let rank = model.firstIndex { $0 >= element } ?? model.count
      let isThere = rank < model.count && model[rank] == element
      if Bool.random(using: &random) {
        set.insert(element)
        if !isThere { model.insert(element, at: rank) }
      } else {
        set.remove(element)
        if isThere { model.remove(at: rank) }
      }
      #expect(set.count == model.count)
      let probe = Int.random(in: -5...200, using: &random)
      #expect(set.first(after: probe) == model.first { $0 > probe })
      #expect(set.last(before: probe) == model.last { $0 < probe })
      #expect(set.count(before: probe) == model.filter { $0 < probe }.count)
      #expect(set.count(through: probe) == model.filter { $0 <= probe }.count)
    }
    #expect((0..<set.count).map { set[$0] } == model)
  }

  @Test("it stays low however elements come and go")
  func height() {
    var set = RankedSet<Int>()
    for element in 0..<20_000 { set.insert(element) }
    // A tree with weights within 1 to 3 is at most log(n + 1) / log(4 / 3) high.
    #expect(set.height <= 34)
    for element in 0..<19_000 { set.remove(element) }
    #expect(set.count == 1000)
    #expect(set.height <= 24)
  }

  @Test("a copy does not change with the original")
  func value() {
    var set = RankedSet(sorted: [1, 2, 3])
    let copy = set
    set.remove(2)
    #expect(copy.count == 3)
    #expect(set.count == 2)
  }
}
