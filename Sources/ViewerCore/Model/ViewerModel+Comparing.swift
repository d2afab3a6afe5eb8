import Pixels
import ShmChannel

/// Comparing frames with a marked one, as the user chooses.
extension ViewerModel {
  /// Marks the shown frame; the marked one no longer.
  mutating func mark() {
    guard let shown = following.shown else { return }
    if let mark = comparing.mark, !comparing.isPassing, mark.info == shown.info {
      compare { $0.didMark(nil, isPassing: false) }
      perform(.dropMark)
      return remark(FeedbackWords.unmarked)
    }
    marking.append(false)
    perform(.mark(shown.key, as: comparing.nextKey))
  }

  mutating func didMark(_ mark: Mark?) {
    let isPassing = marking.removeFirst()
    defer { performWaiting() }
    guard let mark else {
      return remark(isPassing ? FeedbackWords.oldestFrame : FeedbackWords.cannotMark)
    }
    compare { comparing in
      comparing.didMark(mark, isPassing: isPassing)
      if isPassing { comparing.toggle(.blink) }
    }
    if !isPassing { remark(FeedbackWords.marked) }
  }

  /// Shows the marked frame, or the one before the shown one, or no longer.
  mutating func blink() {
    guard comparing.pressBlink(at: clock.instant) else { return }
    if comparing.mark == nil { awaitsMark = true } else { compare { $0.toggle(.blink) } }
  }

  /// Copies the frame before the shown one, as soon as no other is held beside that.
  mutating func markBefore() {
    guard awaitsMark, following.canStep, following.glass.fading == nil else { return }
    awaitsMark = false
    guard let shown = following.shown else { return }
    marking.append(true)
    perform(.markBefore(shown.key.generation, as: comparing.nextKey))
  }

  mutating func endBlink() {
    if comparing.releaseBlink(at: clock.instant) { compare { $0.toggle(.blink) } }
  }

  mutating func toggleWipe(at pointer: Point) {
    compare { comparing in
      comparing.moveWipe(to: Int(pointer.x))
      comparing.toggle(.wipe)
    }
  }

  mutating func moveWipe(to pointer: Point) {
    if comparing.mode == .wipe { compare { $0.moveWipe(to: Int(pointer.x)) } }
  }

  mutating func amplify(_ steps: Int) {
    compare { $0.amplify(steps) }
    remark(FeedbackWords.gain(comparing.gain))
  }

  mutating func stopComparing() { compare { $0.stop() } }

  /// Draws anew, if there is something new to see; without a mark there is nothing to compare with.
  mutating func compare(_ change: (inout Comparing) -> Void) {
    let before = comparing
    change(&comparing)
    if comparing.mark == nil && comparing.mode != .nothing {
      comparing.stop()
      return remark(FeedbackWords.noMark)
    }
    if comparing.isThrough {
      comparing.didMark(nil, isPassing: false)
      perform(.dropMark)
    }
    if comparing != before { isDirty = true }
    if comparing.mode != before.mode { followPointer() }
  }
}
