import Pixels
import ShmChannel

/// Which numbers become which tones, as the user chooses.
extension ViewerModel {
  /// Finds what a choice comes to for the shown frame.
  mutating func findRange(_ choice: RangeChoice, for question: RangeQuestion) {
    guard let shown = following.shown else { return }
    rangeQuestions.append(question)
    perform(.readRange(shown.key, choice))
  }

  mutating func didFindRange(_ range: SampleRange?) {
    let question = rangeQuestions.removeFirst()
    guard let range else { return }
    switch question {
    case .take: setRange(range)
    case .drag(let start): rangeDrag = RangeDrag(start: start, base: range)
    }
  }

  mutating func followPublishersRange() {
    changeLook { $0.setRange(nil) }
    remark(FeedbackWords.publishersRange)
  }

  mutating func changeColorTable() {
    guard let shown = following.shown else { return }
    guard shown.info.format.layout == .gray else { return remark(FeedbackWords.noGray) }
    changeLook { $0.changeColorTable(of: shown.info) }
    if let table = looking.style.tones.table { remark(FeedbackWords.of(table)) }
  }

  mutating func beginToAdjustRange(at pointer: Point) {
    guard let shown = following.shown else { return }
    switch looking.style.tones.range(for: shown.info.format.sample) {
    case nil: rangeDrag = RangeDrag(start: pointer, base: shown.info.range)
    case .fixed(let range): rangeDrag = RangeDrag(start: pointer, base: range)
    case .some(let choice): findRange(choice, for: .drag(pointer))
    }
  }

  /// - Returns: Whether the pointer changes the range, and not where the picture stands.
  mutating func adjustRange(_ step: Action.DragStep, _ pointer: Point) -> Bool {
    guard let drag = rangeDrag else { return false }
    if let range = drag.range(at: pointer, in: upright), range != drag.base { setRange(range) }
    if step == .end { rangeDrag = nil }
    return true
  }

  /// For pictures whose samples are of the shown one's type: in others the same numbers would make
  /// all black, or all white.
  private mutating func setRange(_ range: SampleRange) {
    guard let shown = following.shown else { return }
    changeLook { $0.setRange(.fixed(range), for: shown.info.format.sample) }
    remark(FeedbackWords.of(range))
  }
}

/// What a person may do where a picture's own range shows next to nothing of it.
extension ViewerModel {
  /// What has to be known before a frame is drawn; nil for nothing: also where nobody is there who
  /// might press the key.
  mutating func missQuestion(of frame: FrameInfo) -> MissQuestion? {
    takeBackHint(of: frame.format.sample, isShown: false)
    // Bytes, which most frames have, show all that they can be.
    guard frame.format.sample != .uint8, !preferences.isQuiet, isWatched,
      comparing.mode == .nothing, rangeKey != nil
    else { return nil }
    defer { deadlines.set(.hint, at: rangeHint.nextLook) }
    return rangeHint.question(of: frame, looking.style.tones, at: clock.instant)
  }

  mutating func didFind(_ miss: RangeMiss?, for question: MissQuestion) {
    guard let miss else { return takeBackHint(of: question.sample, isShown: true) }
    guard rangeHint.isNews(question.sample) else { return }
    rangeMiss = (miss, question)
    // A slideshow may have begun since.
    questions.insert(.mark)
  }

  /// Says how the range misses the picture, once it is known whether a slideshow shows it.
  mutating func tellMiss() {
    guard let (miss, question) = rangeMiss else { return }
    rangeMiss = nil
    guard isWatched, let key = rangeKey else { return }
    let words = FeedbackWords.of(miss, key: key, isColored: question.isColored)
    rangeHint.didSay(words, of: question.sample, at: clock.instant)
    overlays.say(words, at: clock, for: RangeHint.duration)
  }

  private mutating func takeBackHint(of sample: SampleType, isShown: Bool) {
    if let words = rangeHint.takeUntrue(of: sample, isShown: isShown) { overlays.takeBack(words) }
  }

  private var rangeKey: String? { preferences.controls.name(for: .takeRobustRange) }

  /// Whether a person may be there: a sign has a slideshow, or fills its screen, and nobody touches
  /// it.
  private var isWatched: Bool {
    let isSign = show.isThere || manners.isFullscreen || options.home != nil
    return !isHidden && (!isSign || hasBeenTouched)
  }
}
