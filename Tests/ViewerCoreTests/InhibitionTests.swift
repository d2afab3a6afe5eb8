import Testing

@testable import ViewerCore

@Suite struct InhibitionTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  private func verdict(
    _ policy: Inhibition.Policy, isFullscreen: Bool, frameAge: Duration?, isPlaying: Bool = false
  ) -> Inhibition.Verdict {
    Inhibition(policy: policy).verdict(
      isFullscreen: isFullscreen, lastFrame: frameAge.map { start - $0 }, at: start
    ) { isPlaying }
  }

  @Test("always and never ask nothing, and need no timer", arguments: [true, false])
  func fixed(isFullscreen: Bool) {
    let always = verdict(.always, isFullscreen: isFullscreen, frameAge: nil)
    #expect(always == Inhibition.Verdict(holds: true))
    let never = verdict(.never, isFullscreen: isFullscreen, frameAge: .zero, isPlaying: true)
    #expect(never == Inhibition.Verdict(holds: false))
  }

  @Test("auto holds nothing for a window, whatever it shows")
  func window() {
    let shown = verdict(.auto, isFullscreen: false, frameAge: .zero, isPlaying: true)
    #expect(shown == Inhibition.Verdict(holds: false))
  }

  @Test("auto holds while fullscreen for ten minutes after a frame")
  func fed() {
    let fresh = verdict(.auto, isFullscreen: true, frameAge: .seconds(590))
    #expect(fresh == Inhibition.Verdict(holds: true, expires: start + .seconds(10)))
    let old = verdict(.auto, isFullscreen: true, frameAge: .seconds(600))
    #expect(old == Inhibition.Verdict(holds: false))
    #expect(verdict(.auto, isFullscreen: true, frameAge: nil) == Inhibition.Verdict(holds: false))
  }

  @Test("auto holds while fullscreen as long as a show goes on, and looks after it")
  func show() {
    let playing = verdict(.auto, isFullscreen: true, frameAge: .seconds(3000), isPlaying: true)
    #expect(playing == Inhibition.Verdict(holds: true, expires: start + Inhibition.interval))
  }
}
