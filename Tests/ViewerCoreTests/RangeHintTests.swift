import Pixels
import ShmShow
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// What is said where a picture's own range shows next to nothing of it.
@Suite struct RangeHintTests {
  private func viewer(
    _ miss: RangeMiss? = .dark, _ change: (inout ViewerModel.Options) -> Void = { _ in }
  ) -> ViewerTheatre {
    var theatre = ViewerTheatre(change)
    theatre.miss = miss
    return theatre
  }

  private func looks(_ theatre: ViewerTheatre) -> Int {
    theatre.count { if case .readMiss = $0 { true } else { false } }
  }

  private func publish(
    _ format: PixelFormat = .gray16, colorTable: ColorTable? = nil,
    to theatre: inout ViewerTheatre
  ) {
    theatre.publish(format: format, colorTable: colorTable)
    theatre.settle()
  }

  @Test("it says how the range misses the picture and which key helps, with the first draw request")
  func words() {
    for (miss, table, words) in [
      (.dark, nil, "dark: r stretches the range"), (.bright, nil, "bright: r stretches the range"),
      (.beyond, nil, "black and white: r stretches the range"),
      (.dark, .viridis, "nearly one color: r stretches the range"),
      (.beyond, .turbo, "nearly two colors: r stretches the range"), (nil, nil, nil),
    ] as [(RangeMiss?, ColorTable?, String?)] {
      var theatre = viewer(miss)
      publish(colorTable: table, to: &theatre)
      #expect(theatre.rows == (words.map { [": \($0)"] } ?? []))
      #expect(theatre.executed.count == 1 && looks(theatre) == 1)
    }
  }

  @Test("it goes after six seconds, and nothing is left of it")
  func end() {
    var theatre = viewer()
    publish(to: &theatre)
    theatre.pass(.milliseconds(5_999))
    #expect(theatre.rows.count == 1)
    theatre.pass(.milliseconds(1))
    #expect(theatre.glass.content?.overlay == nil && theatre.model.deadline == nil)
  }

  @Test("once for samples of a type: not for each frame, and again for another type and channel")
  func once() {
    var theatre = viewer()
    publish(to: &theatre)
    theatre.pass(.seconds(10))
    for _ in 0..<3 {
      publish(to: &theatre)
      theatre.pass(.seconds(2))
    }
    #expect(theatre.rows == [] && looks(theatre) == 1)
    publish(.grayFloat, to: &theatre)
    #expect(theatre.rows.count == 1 && looks(theatre) == 2)
    theatre.pass(.seconds(10))
    theatre.remove()
    publish(to: &theatre)
    #expect(theatre.rows.count == 1 && looks(theatre) == 3)
  }

  @Test("a stream that shows something is looked at once a second, and one of bytes never")
  func pace() {
    var theatre = viewer(nil)
    for _ in 0..<10 {
      publish(to: &theatre)
      theatre.pass(.milliseconds(250))
    }
    #expect(looks(theatre) == 3)
    theatre = viewer()
    for format in [PixelFormat.bgrx, .gray8, .rgb24] { publish(format, to: &theatre) }
    #expect(looks(theatre) == 0 && theatre.rows == [])
  }

  @Test("a picture that came soon after another one and stays is looked at when the pause is over")
  func still() {
    var theatre = viewer(nil)
    publish(to: &theatre)
    theatre.pass(.milliseconds(250))
    theatre.miss = .dark
    publish(to: &theatre)
    #expect(theatre.rows == [] && looks(theatre) == 1)
    theatre.pass(.milliseconds(750))
    #expect(theatre.rows == [": dark: r stretches the range"] && looks(theatre) == 2)
    theatre.pass(.seconds(6))
    #expect(theatre.rows == [] && theatre.model.deadline == nil)
  }

  @Test("what was said goes with the picture: for one that is seen, or of another type")
  func untrue() {
    var theatre = viewer()
    publish(to: &theatre)
    theatre.pass(.milliseconds(100))
    theatre.miss = nil
    publish(to: &theatre)
    #expect(theatre.rows.count == 1, "a stream is looked at once a second")
    theatre.pass(.milliseconds(900))
    #expect(theatre.rows == [] && looks(theatre) == 2)
    for format in [PixelFormat.bgrx, .grayFloat] {
      theatre = viewer()
      publish(to: &theatre)
      theatre.miss = nil
      publish(format, to: &theatre)
      #expect(theatre.rows == [], "\(format)")
    }
  }

  @Test("what was said gives way to what the key does, and a chosen range needs no advice")
  func key() {
    var theatre = viewer()
    publish(to: &theatre)
    theatre.press("r")
    theatre.settle()
    #expect(theatre.rows == [": range 10:50"])
    theatre = viewer { $0.preferences.tones.range = .auto }
    publish(to: &theatre)
    #expect(looks(theatre) == 0)
  }

  @Test("the key is called as it is bound, and without one there is nothing to say")
  func bound() throws {
    let keys = [
      try KeyBinding(key: "comma", value: "take-range", .init { _ in .character(",") }),
      try KeyBinding(key: "r", value: "none", .init { _ in .character("r") }),
    ]
    var theatre = viewer { $0.preferences.controls = $0.preferences.controls.bound(by: keys) }
    publish(to: &theatre)
    #expect(theatre.rows == [": dark: , stretches the range"])
    theatre = viewer {
      $0.preferences.sendsKeys = true
      $0.preferences.controls = $0.preferences.controls.forPrograms
    }
    publish(to: &theatre)
    #expect(looks(theatre) == 0 && theatre.rows == [])
  }

  @Test("a quiet screen, a slideshow and a window that began fullscreen say nothing by themselves")
  func signs() {
    var quiet = viewer { $0.preferences.isQuiet = true }
    publish(to: &quiet)
    #expect(looks(quiet) == 0)
    var sign = viewer()
    sign.show = ShowStatus(state: .playing, position: 1, count: 2)
    publish(to: &sign)
    #expect(sign.rows == [])
    sign.pass(.seconds(2))
    sign.press("h")
    publish(to: &sign)
    #expect(sign.rows == [": dark: r stretches the range"], "somebody is there")
    var full = ViewerTheatre()
    full.isFullscreen = true
    full.miss = .dark
    full.tell(.stateChanged)
    publish(to: &full)
    #expect(looks(full) == 0)
  }
}
