import Pixels
import ShmChannel
import ShmShow

/// What a person does.
extension ViewerModel {
  mutating func perform(_ deed: Deed) {
    // What follows a mark may be about it.
    if !marking.isEmpty { return waiting.append(deed) }
    if deed.cause.isTouch { hasBeenTouched = true }
    let deed = deed.moved(to: preferences.rotation.upright(deed.pointer, in: window))
    let action = action(of: deed)
    if let event = event(of: deed, isUsed: action != nil) { perform(.report(event)) }
    drawRectangle(deed)
    if let action { perform(action, of: deed) }
  }

  /// What a person did while a frame was being copied.
  mutating func performWaiting() {
    let deeds = waiting
    waiting = []
    for deed in deeds { perform(deed) }
  }

  private mutating func perform(_ action: Action, of deed: Deed) {
    switch action {
    case .quit: end(0)
    case .toggleFullscreen:
      awaitsFullscreen = !manners.isFullscreen
      deadlines.set(.beginning, at: nil)
      perform(.toggleFullscreen)
    case .steer(let command):
      show.want(command)
      questions.insert(.steer)
    case .look(let change): look(change, at: deed.pointer)
    case .drag(let step): drag(step, deed.pointer)
    case .toggleMagnification: toggleMagnification()
    case .changeBackdrop: changeBackdrop()
    case .takeRobustRange: findRange(.robust, for: .take)
    case .followPublishersRange: followPublishersRange()
    case .adjustRange: beginToAdjustRange(at: deed.pointer)
    case .changeColorTable: changeColorTable()
    case .toggleColorBar: overlays.toggleColorBar()
    case .toggleHistogram: overlays.toggleHistogram()
    case .toggleTiming: overlays.toggleTiming()
    case .toggleClipping: judge { $0.showsClipping.toggle() }
    case .togglePeaks: judge { $0.showsPeaks.toggle() }
    case .changePeaks(let distance): judge { $0.changePeakStep(by: distance) }
    case .nextGuides: judge { $0.guides = $0.guides.next }
    case .reset:
      changeLook { $0.reset() }
      remark(FeedbackWords.reset)
    case .toggleInformation: toggleInformation()
    case .togglePixel: togglePixel(at: deed.pointer)
    case .copyPixel: copyPixel(at: deed.pointer, time: deed.time)
    case .nextHelpPage: countPages(for: .nextPage)
    case .toggleFreeze: toggleFreeze()
    case .step(let count): following.wantStep(count)
    case .mark: mark()
    case .blink: blink()
    case .endBlink: endBlink()
    case .nextDifference: compare { $0.nextDifference() }
    case .toggleWipe: toggleWipe(at: deed.pointer)
    case .amplify(let steps): amplify(steps)
    case .leave: leave()
    case .toggleBig: wishes.append(.toggleBig)
    case .toggleLink: wishes.append(.toggleLink)
    case .sequence(let actions):
      for action in actions where isOfUse(action) { perform(action, of: deed) }
    }
  }

  /// Goes back by one step, of which the end is the last.
  private mutating func leave() {
    if overlays.rectangle != nil { return overlays.rectangle = nil }
    if comparing.mode != .nothing, overlays.helpPage == nil { return stopComparing() }
    if overlays.helpPage != nil || pageQuestions.contains(.nextPage) {
      pageQuestions = pageQuestions.map { _ in .nothing }
      return overlays.closeHelp()
    }
    if isBig { return wishes.append(.leaveBig) }
    isLeaving = true
    perform(.lookAtState)
  }

  private mutating func toggleInformation() {
    overlays.toggleInformation()
    if overlays.showsInformation { questions.insert(.panel) }
  }

  mutating func countPages(for question: PageQuestion) {
    pageQuestions.append(question)
    let panel = preferences.controls.panel(page: overlays.helpPage ?? 0)
    perform(.countPages(panel, upright, resolution: overlays.resolution))
  }

  /// Help that nobody can see does not count: it would only keep Esc from what it else does.
  mutating func didCountPages(_ count: Int?) {
    switch (pageQuestions.removeFirst(), count) {
    case (.nothing, _): break
    case (_, nil): overlays.closeHelp()
    case (let question, 0?):
      overlays.closeHelp()
      if question == .resize { return }
      remark(FeedbackWords.smallWindow)
      perform(.say("the window is too small for the help; enlarge it, or see shmview --help"))
    case (.nextPage, let count?): overlays.showNextHelpPage(pageCount: count)
    case (.resize, _): break
    }
  }

  /// Says for a second what was done, where nothing else shows it.
  mutating func remark(_ text: String) { overlays.say(text, at: clock) }

  /// Keeps what the window shows, or is about to show; the second time, goes back to the newest.
  private mutating func toggleFreeze() {
    if following.isFrozen {
      following.freeze(false)
      deadlines.set(.history, at: nil)
      mustRefresh = true
    } else if !following.glass.isEmpty {
      following.freeze(true)
    }
  }

  /// Shows the value of the pixel under the pointer, or no longer.
  private mutating func togglePixel(at pointer: Point) {
    overlays.togglePixel(at: pointer)
    followPointer()
  }

  /// Offers the value to other programs, and shows what it is.
  private mutating func copyPixel(at pointer: Point, time: ServerTime) {
    overlays.movePointer(to: pointer)
    guard let shown = following.shown,
      let place = overlays.pixelPlace(of: shown.info, in: view(of: shown.size))
    else { return }
    copying = (place, time)
    perform(.readPixel(place))
  }
}

/// How pictures are looked at, as the user chooses.
extension ViewerModel {
  /// The view of a picture of that size in the window.
  func view(of image: Size) -> View { looking.view(of: image, in: upright) }

  /// The view of what the window shows, or is about to show.
  private var presentView: View? { following.newest.map { view(of: $0.size) } }

  /// Whether there is anything to do for an action.
  func isOfUse(_ action: Action) -> Bool {
    switch action {
    case .takeRobustRange, .adjustRange, .changeColorTable: following.shown != nil
    case .mark, .blink, .nextDifference, .toggleWipe: following.shown != nil
    case .amplify: comparing.showsDifference
    case .step(let count): following.shown != nil && (count < 0 || following.lookBack != nil)
    case .toggleBig, .toggleLink: options.cell != nil
    // A difference is drawn without them.
    case .changePeaks: looking.style.judging.showsPeaks && !comparing.showsDifference
    case .look(let change): presentView?.allows(change) ?? !change.looksCloser
    case .sequence(let actions): actions.contains(where: isOfUse)
    default: true
    }
  }

  /// Looks at the picture, or without one at what will come, in another way.
  private mutating func look(_ change: LookChange, at pointer: Point) {
    let view = presentView ?? view(of: upright)
    let point = focus(pointer)
    let hasMoved = changeLook { $0.change(change, of: view, at: point) }
    if let words = words(for: change, after: view) { remark(words) }
    let isLarger = (presentView?.picture.width ?? 0) > view.picture.width
    if hasMoved && (change.looksCloser || change.fits && isLarger) { beginHold() }
  }

  /// What is said of a change; nil for one that shows by itself.
  private func words(for change: LookChange, after view: View) -> String? {
    switch change {
    case .zoom, .actualSize: presentView.map { Information.percent($0.scale) }
    case .fit(let fit): FeedbackWords.of(fit)
    case .nextFit: FeedbackWords.of(view.nextFit)
    case .pan, .turn, .mirrorSideways, .mirrorUpDown: nil
    }
  }

  /// Marks the picture in another way, and says how.
  private mutating func judge(_ change: (inout Judging) -> Void) {
    let old = looking.style.judging
    changeLook { $0.changeJudging(change) }
    remark(FeedbackWords.of(looking.style.judging, before: old))
  }

  private mutating func changeBackdrop() {
    changeLook { $0.changeBackdrop() }
    remark(FeedbackWords.of(looking.style.behind))
  }

  /// Moves the picture with the pointer.
  private mutating func drag(_ step: Action.DragStep, _ pointer: Point) {
    if adjustRange(step, pointer) { return }
    switch step {
    case .begin: looking.grab(at: pointer)
    case .end: looking.letGo()
    case .move:
      guard let view = presentView else { return }
      if changeLook({ $0.drag(to: pointer, of: view) }) { beginHold() }
    }
  }

  /// Magnifies in the other way than the picture is seen in.
  private mutating func toggleMagnification() {
    guard let view = presentView else { return }
    changeLook { $0.toggleMagnification(in: view) }
    remark(FeedbackWords.magnification(of: looking.style, at: view.scale))
  }

  /// Draws anew, if there is something new to see.
  ///
  /// - Returns: Whether a picture that is there has come to stand elsewhere, or in another size.
  @discardableResult
  mutating func changeLook(_ change: (inout Looking) -> Void) -> Bool {
    let (before, oldView) = (looking, presentView)
    change(&looking)
    let newView = presentView
    // Without a shown picture, the first one may be on its way.
    if newView != oldView || looking.style != before.style || newView == nil { isDirty = true }
    return newView?.picture != oldView?.picture
  }

  /// Pauses the channel's show, for all who watch it, if it goes on by itself.
  private mutating func beginHold() {
    if let question = show.touchQuestion { questions.insert(question) }
  }

  /// The pointer if it is in the window, else the window's middle.
  private func focus(_ pointer: Point) -> Point {
    let (width, height) = (Double(upright.width), Double(upright.height))
    let isInside = (0..<width).contains(pointer.x) && (0..<height).contains(pointer.y)
    return isInside ? pointer : Point(x: width / 2, y: height / 2)
  }
}
