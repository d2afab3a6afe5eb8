/// One channel among several in a window.
extension ViewerModel {
  /// What is wanted for all of them since the last time.
  mutating func takeWishes() -> [GridWish] {
    defer { wishes = [] }
    return wishes
  }

  /// Compares frames with one that was marked in another cell, or with none.
  mutating func adopt(_ mark: Mark?) {
    if mark == nil && comparing.isPassing { return }
    let before = comparing
    comparing.didMark(mark, isPassing: false)
    if comparing != before { isDirty = true }
    followPointer()
  }

  /// The mark that is for all cells.
  var commonMark: Mark? { comparing.isPassing ? nil : comparing.mark }

  /// Whether it shows the help, or is about to.
  var isHelping: Bool { overlays.helpPage != nil || !pageQuestions.isEmpty }
}
