import Pixels
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// Comparing frames with a marked one.
@Suite struct ComparingTests {
  private func stream(_ count: Int) -> ViewerTheatre {
    var theatre = ViewerTheatre()
    for _ in 0..<count { publish(in: &theatre) }
    return theatre
  }

  private func publish(_ width: Int = 320, in theatre: inout ViewerTheatre) {
    theatre.publish(width: width)
    theatre.settle()
  }

  private func press(_ keys: String, in theatre: inout ViewerTheatre) {
    for key in keys.unicodeScalars {
      theatre.press(key)
      theatre.settle()
      theatre.pass(.seconds(2))
    }
  }

  private func letGo(in theatre: inout ViewerTheatre) {
    theatre.tell(
      .deed(
        Deed([.endBlink], cause: .keyRelease, atX: 1, y: 1, time: ServerTime(rawValue: 1))))
    theatre.settle()
  }

  private func way(_ theatre: ViewerTheatre) -> Comparison.Way? {
    theatre.glass.content?.comparison?.way
  }

  @Test("what is pressed right behind m is about the mark, though that is not there yet")
  func quickly() {
    var theatre = stream(1)
    let keys = "md".unicodeScalars.map { ViewerTheatre.deed(.character($0)) }
    theatre.tell(keys.map { .deed($0) })
    theatre.settle()
    #expect(way(theatre) == .difference(.absolute, gain: 1))
  }

  @Test("a marked frame is compared with those that come: difference, signed, and not")
  func difference() {
    var theatre = stream(1)
    press("m", in: &theatre)
    publish(in: &theatre)
    #expect(way(theatre) == nil)
    press("d", in: &theatre)
    #expect(way(theatre) == .difference(.absolute, gain: 1))
    #expect(theatre.rows == ["difference: "])
    publish(in: &theatre)
    #expect(way(theatre) == .difference(.absolute, gain: 1) && theatre.shown == 3)
    press("d", in: &theatre)
    #expect(way(theatre) == .difference(.signed, gain: 1))
    #expect(theatre.rows == ["brighter, darker: "])
    press("d", in: &theatre)
    #expect(way(theatre) == nil && theatre.rows.isEmpty)
  }

  @Test("a difference is amplified by powers of two, from 1 to 64; nothing else is")
  func gain() {
    var theatre = stream(1)
    press("m}", in: &theatre)
    press("d}}", in: &theatre)
    #expect(way(theatre) == .difference(.absolute, gain: 4))
    #expect(theatre.rows == ["difference: × 4"])
    press("}}}}}}}", in: &theatre)
    #expect(way(theatre) == .difference(.absolute, gain: 64))
    press("{{{{{{{{{", in: &theatre)
    #expect(way(theatre) == .difference(.absolute, gain: 1))
  }

  @Test("blinking shows the marked frame in the place of those that come, and not")
  func blink() {
    var theatre = stream(2)
    press("m", in: &theatre)
    publish(in: &theatre)
    press("b", in: &theatre)
    #expect(way(theatre) == .mark && theatre.rows == ["marked: number 2"])
    letGo(in: &theatre)
    #expect(way(theatre) == nil, "two seconds are a peek")
    theatre.press("b")
    theatre.settle()
    letGo(in: &theatre)
    #expect(way(theatre) == .mark, "a short press stays")
    theatre.pass(.seconds(1))
    theatre.press("b")
    theatre.settle()
    #expect(way(theatre) == nil)
  }

  @Test("a held key repeats, and does not flicker")
  func held() {
    var theatre = stream(1)
    press("m", in: &theatre)
    for _ in 0..<20 {
      theatre.press("b")
      theatre.settle()
      #expect(way(theatre) == .mark)
      theatre.pass(.milliseconds(40))
    }
    letGo(in: &theatre)
    #expect(way(theatre) == nil)
  }

  @Test("without a mark one blinks with the frame before, whose copy goes with that")
  func before() {
    var theatre = stream(3)
    theatre.press("b")
    theatre.settle()
    #expect(way(theatre) == .mark && theatre.marked?.info.generation.rawValue == 2)
    theatre.pass(.seconds(1))
    letGo(in: &theatre)
    #expect(way(theatre) == nil && theatre.marked == nil)
  }

  @Test("the frame before is copied when no draw request is in flight, and none comes between")
  func beforeWhileBusy() {
    var theatre = stream(2)
    theatre.publish()
    theatre.press("b")
    theatre.publish()
    #expect(theatre.marked == nil)
    theatre.settle()
    #expect(theatre.marked?.info.generation.rawValue == 2)
    #expect(way(theatre) == .mark && theatre.shown == 4)
  }

  @Test("where there is no frame before, a word says so")
  func noneBefore() {
    var theatre = stream(1)
    theatre.press("b")
    theatre.settle()
    #expect(way(theatre) == nil && theatre.rows == [": no older frame"])
  }

  @Test("the wipe stands at the pointer, and follows it only as long")
  func wipe() {
    var theatre = stream(1)
    press("m", in: &theatre)
    theatre.press("D")
    theatre.settle()
    #expect(way(theatre) == .wipe(at: 100))
    #expect(theatre.log.contains(.followPointer(true)))
    theatre.tell(.pointerMoved(Point(x: 231.5, y: 9.5)))
    theatre.settle()
    #expect(way(theatre) == .wipe(at: 231))
    press("D", in: &theatre)
    #expect(way(theatre) == nil && theatre.log.last { $0 == .followPointer(false) } != nil)
  }

  @Test(
    "without a mark there is no difference and no wipe, and a word says so", arguments: ["d", "D"])
  func noMark(key: String) {
    var theatre = stream(1)
    theatre.press(key.unicodeScalars.first ?? "d")
    theatre.settle()
    #expect(way(theatre) == nil && theatre.rows == [": no frame is marked"])
  }

  @Test("a frame of another size is not stretched; what is marked is told")
  func otherSize() {
    var theatre = stream(1)
    press("md", in: &theatre)
    publish(300, in: &theatre)
    #expect(way(theatre) == nil)
    #expect(theatre.rows == ["cannot compare: marked: 320 × 200"])
    publish(320, in: &theatre)
    #expect(way(theatre) == .difference(.absolute, gain: 1))
  }

  @Test("the marked frame is unmarked by the same key; another one takes its place")
  func unmark() {
    var theatre = stream(1)
    press("m", in: &theatre)
    publish(in: &theatre)
    press("m", in: &theatre)
    #expect(theatre.marked?.info.generation.rawValue == 2)
    press("dm", in: &theatre)
    #expect(theatre.marked == nil && way(theatre) == nil)
  }

  @Test("Esc stops comparing before it closes the window")
  func leave() {
    var theatre = stream(1)
    press("md", in: &theatre)
    theatre.press(.escape)
    theatre.settle()
    #expect(way(theatre) == nil && theatre.status == nil)
    theatre.press(.escape)
    #expect(theatre.status == 0)
  }

  @Test("the panel tells the mark and its memory, and how much the frame differs, once a frame")
  func panel() {
    var theatre = stream(1)
    press("mi", in: &theatre)
    #expect(theatre.rows.contains("Mark: number 1, 0.3 MB"))
    publish(in: &theatre)
    press("d", in: &theatre)
    #expect(theatre.rows.contains("Difference: largest 7, mean 0.250, 0.50 % of pixels"))
    func count() -> Int {
      theatre.count { if case .readDifference = $0 { true } else { false } }
    }
    let before = count()
    theatre.tell(.exposed)
    theatre.settle()
    #expect(count() == before)
  }

  @Test("figures are written so that they can be read")
  func words() {
    func words(_ figures: (Double, Double, Int), _ sample: SampleType) -> String {
      DifferenceFigures(
        largest: figures.0, mean: figures.1, differingCount: figures.2, pixelCount: 1_000_000
      ).words(of: sample)
    }
    #expect(words((0, 0, 0), .uint8) == "none")
    #expect(
      words((255, 12.0456, 999_999), .uint8) == "largest 255, mean 12.046, 100.00 % of pixels")
    #expect(
      words((60_000, 0.0001, 3), .uint16) == "largest 60000, mean 0.000, less than 0.01 % of pixels"
    )
    #expect(
      words((0.125, 0.0625, 250_000), .float32)
        == "largest 0.125, mean 0.0625, 25.00 % of pixels")
  }
}
