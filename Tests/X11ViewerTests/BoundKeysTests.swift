import Settings
import Testing
import ViewerCore

@testable import X11Viewer

@Suite("Keys that files of settings bind") struct BoundKeysTests {
  private func bound(_ files: (name: String, keys: String)...) -> BoundKeys {
    let texts = files.map { SettingsText("[keys]\n\($0.keys)".utf8, of: $0.name) }
    return BoundKeys(Settings(texts, channel: nil).keys)
  }

  @Test("a key without a value takes back what a lesser file says, under whatever name")
  func takingBack() {
    let keys = bound(("own", "n =\nA ="), ("system", "n = quit\nShift+a = quit\np = quit"))
    let controls = keys.controls
    let standard = Controls.standard
    for letter: Unicode.Scalar in ["n", "A"] {
      let cause = Trigger.Cause.key(.character(letter))
      #expect(controls.actions(for: cause) == standard.actions(for: cause), "\(letter)")
    }
    #expect(controls.actions(for: .key(.character("p"))) == [.quit])
    #expect(keys.problems == [])
  }

  @Test("one key under two names in one file is told; between files the person's counts, unsaid")
  func twoNames() {
    let keys = bound(("own", "Shift+a = info\nA = pixel"), ("system", "A = quit"))
    #expect(keys.controls.actions(for: .key(.character("A"))) == [.togglePixel])
    #expect(
      keys.problems.map(\.description) == [
        "own:3: A is set in line 2 already, as Shift+a; this line counts"
      ])
  }
}
