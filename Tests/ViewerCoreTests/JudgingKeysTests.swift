import Pixels
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// What marks pictures for whoever judges them, by keys.
@Suite struct JudgingKeysTests {
  private func press(_ keys: String, in theatre: inout ViewerTheatre) {
    for key in keys.unicodeScalars {
      theatre.press(key)
      theatre.settle()
    }
  }

  @Test("Z, F and O mark each picture that comes, until they are pressed again")
  func marks() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    var rows: [[String]] = []
    for key in ["Z", "F", "O", "O", "O"] {
      press(key, in: &theatre)
      rows.append(theatre.rows)
    }
    #expect(
      rows == [
        [": clipping"], [": peaking from 38"], [": thirds"], [": golden ratio"], [": middle"],
      ])
    theatre.pass(.seconds(2))
    let judging = theatre.model.looking.style.judging
    #expect(judging.showsClipping && judging.showsPeaks && judging.guides == .middle)
    theatre.publish()
    theatre.settle()
    #expect(theatre.model.looking.style.judging == judging, "they stay from picture to picture")
    press("ZFO", in: &theatre)
    #expect(theatre.rows == [": no guides"])
    #expect(theatre.model.looking.style.judging.isEmpty)
  }

  @Test("{ and } say how sharp is sharp while that is shown, and are a difference's where one is")
  func threshold() {
    func state(_ theatre: ViewerTheatre) -> Int {
      theatre.model.looking.style.judging.peakThreshold
    }
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    press("{", in: &theatre)
    #expect(state(theatre) == 38, "nothing is shown yet")
    press("F{", in: &theatre)
    #expect(state(theatre) == 26 && theatre.rows == [": peaking from 26"])
    press("}}", in: &theatre)
    #expect(state(theatre) == 56)
    press("md}", in: &theatre)
    #expect(state(theatre) == 56)
    #expect(theatre.glass.content?.comparison?.way == .difference(.absolute, gain: 2))
  }
}
