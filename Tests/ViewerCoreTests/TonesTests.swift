import Pixels
import ShmChannel
import Testing

@testable import ViewerCore

@Suite struct TonesTests {
  private static let range = SampleRange(low: 10, high: 50)

  @Test("r takes the picture's range for all that follow, and R goes back to what is published")
  func keys() throws {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.press("r")
    theatre.settle()
    let taken = Tones(range: .fixed(try #require(Self.range)), for: .uint8)
    #expect(theatre.model.looking.style.tones == taken)
    theatre.publish()
    theatre.settle()
    #expect(theatre.model.looking.style.tones == taken)
    theatre.press("R")
    theatre.settle()
    #expect(theatre.model.looking.style.tones == Tones())
  }

  @Test(
    "a key that comes along with a new frame is about that frame: the old one is no longer held",
    arguments: ["r", "c"] as [Unicode.Scalar])
  func together(key: Unicode.Scalar) throws {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.publish()
    let deed = ViewerTheatre.deed(.character(key), x: 320, y: 200)
    theatre.complete(beside: [.deed(deed)])
    theatre.settle()
    let newest = try #require(theatre.latest?.key)
    let asked = theatre.log.compactMap { effect in
      switch effect {
      case .readRange(let frame, _): frame
      case .readPixel(let place): place.frame
      default: nil
      }
    }
    #expect(asked.first == newest)
  }

  @Test("a range that was chosen in counts says nothing of other types of samples")
  func types() throws {
    let range = RangeChoice.fixed(try #require(Self.range))
    let chosen = Tones(range: range, for: .uint16)
    #expect(chosen.range(for: .uint16) == range)
    #expect(chosen.range(for: .uint8) == nil && chosen.range(for: .float32) == nil)
    let all = Tones(range: range)
    #expect(SampleType.allCases.allSatisfy { all.range(for: $0) == range }, "the command line's")
  }

  @Test("t says of colors that they have no table, and changes nothing")
  func colors() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.press("t")
    theatre.settle()
    #expect(theatre.model.looking.style.tones == Tones())
    #expect(theatre.glass.content?.overlay?.panels.last == .feedback(FeedbackWords.noGray))
  }

  @Test("i asks for a range that has to be found, and for none that is known")
  func found() throws {
    for (range, count) in [(nil, 0), (.fixed(try #require(Self.range)), 0), (.auto, 1)]
      as [(RangeChoice?, Int)]
    {
      var theatre = ViewerTheatre { $0.preferences.tones = Tones(range: range) }
      theatre.publish()
      theatre.settle()
      theatre.press("i")
      theatre.settle()
      let asked = theatre.log.filter { if case .readScale = $0 { true } else { false } }
      #expect(asked.count == count)
    }
  }

  @Test("0 goes back to the tones of the command line")
  func reset() {
    var looking = Looking(tones: Tones(range: .robust, table: .table(.magma)))
    looking.setRange(nil)
    #expect(looking.style.tones == Tones(table: .table(.magma)))
    looking.reset()
    #expect(looking.style.tones == Tones(range: .robust, table: .table(.magma)))
  }

  @Test("B and I ask once a frame what the tones stand for")
  func scale() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.press("B")
    theatre.settle()
    theatre.press("I")
    theatre.settle()
    let asked = theatre.log.filter { if case .readScale = $0 { true } else { false } }
    #expect(asked.count == 2)
    theatre.publish()
    theatre.settle()
    #expect(
      theatre.log.filter { if case .readScale = $0 { true } else { false } }.count == 3)
  }

  @Test("to the right the range is wider, and up the picture is brighter")
  func drag() throws {
    let drag = RangeDrag(start: Point(x: 100, y: 50), base: try #require(Self.range))
    let window = Size(width: 400, height: 200)
    #expect(drag.range(at: Point(x: 100, y: 50), in: window) == Self.range)
    let wider = try #require(drag.range(at: Point(x: 200, y: 50), in: window))
    #expect(abs(wider.low - -10) < 1e-4 && abs(wider.high - 70) < 1e-4)
    let narrower = try #require(drag.range(at: Point(x: 0, y: 50), in: window))
    #expect(abs(narrower.low - 20) < 1e-4 && abs(narrower.high - 40) < 1e-4)
    let brighter = try #require(drag.range(at: Point(x: 100, y: -50), in: window))
    #expect(brighter == SampleRange(low: -10, high: 30))
  }

  @Test("t goes round, from what the publisher says")
  func tables() {
    var table = Tones.Table.gray
    var names: [String] = []
    for _ in 0..<5 {
      table = table.next
      names.append(table.name)
    }
    #expect(names == ["viridis", "turbo", "magma", "twilight", "gray"])
    #expect(Tones.Table(named: "jet") == nil && Tones.Table(named: "none") == .gray)
  }
}
