import ShmChannel

/// How the viewer gets along with the person's desktop.
extension ViewerModel {
  mutating func countClick(_ change: ButtonChange) {
    guard manners.isDoubleClick(change) else { return }
    perform(
      Deed(
        preferences.controls.actions(for: .doubleClick), cause: .doubleClick, atX: change.x,
        y: change.y,
        time: change.time))
  }

  mutating func movePointer(to place: Point) {
    let pointer = preferences.rotation.upright(place, in: window)
    overlays.movePointer(to: pointer)
    moveWipe(to: pointer)
    manners.pointerDidMove(at: clock.instant)
    updatePointer()
  }

  /// Takes in whether the window is fullscreen, on which the pointer and the screen saver depend.
  ///
  /// - Parameter isTold: Whether the window manager says that it is; what begins fullscreen counts
  ///   as that until the window manager has had its time, for it may write the state anew (marco).
  mutating func setFullscreen(_ isTold: Bool) {
    let isFullscreen = isTold || isBeginning
    let wasFullscreen = manners.isFullscreen
    manners.setFullscreen(isFullscreen, at: clock.instant)
    followPointer()
    updatePointer()
    if isFullscreen { awaitsFullscreen = false }
    if wasFullscreen && !isFullscreen { comeHome() }
    if !deadlines.isSet(.firstSize) {
      firstSize.didCome(to: window, isFullscreen: isFullscreen || awaitsFullscreen)
    }
    guard isLeaving else { return }
    isLeaving = false
    if !isFullscreen { return end(0) }
    deadlines.set(.beginning, at: nil)
    perform(.leaveFullscreen)
  }

  private var isBeginning: Bool {
    home?.isBeginning == true && (!hasAppeared || deadlines.isSet(.beginning))
  }

  /// The window is one again for the first time.
  private mutating func comeHome() {
    guard let home else { return }
    self.home = nil
    perform(.resize(home.size, corner: home.corner))
    firstSize.willReturn()
    // What the window manager makes of it on the way says nothing.
    if firstSize.isOpen { deadlines.set(.firstSize, at: clock.instant + FirstSize.patience) }
  }

  /// A window that fills the screen asks compositors to let it be, so that what it presents can be
  /// flipped to; only while it presents.
  mutating func bypassCompositor() {
    let isWanted = manners.isFullscreen && following.glass.presents?.isTooLarge == false
    if isWanted == told.bypassesCompositor { return }
    told.bypassesCompositor = isWanted
    perform(.bypassCompositor(isWanted))
  }

  /// Hears of the pointer's moves while somebody needs them, and else sleeps through them.
  mutating func followPointer() {
    let isWanted =
      manners.isFullscreen || overlays.showsPixel || preferences.sendsKeys
      || comparing.mode == .wipe
    if isWanted == told.followsPointer { return }
    told.followsPointer = isWanted
    perform(.followPointer(isWanted))
  }

  mutating func updatePointer() {
    deadlines.set(.pointer, at: manners.pointerDeadline)
    if manners.hidesPointer == told.hidesPointer { return }
    told.hidesPointer = manners.hidesPointer
    perform(.hidePointer(manners.hidesPointer))
  }

  /// Holds the screen saver off, or lets it go, and looks again when that may end by itself.
  mutating func inhibit() {
    let isOff = overlays.isOff
    let decision =
      isOff
      ? Inhibition.Verdict(holds: false)
      : manners.verdict(isPlaying: isPlaying, at: clock.instant)
    guard let verdict = decision else {
      questions.insert(.inhibition)
      return
    }
    isPlaying = nil
    if verdict.holds != told.holdsScreenSaver {
      told.holdsScreenSaver = verdict.holds
      perform(.holdScreenSaver(verdict.holds))
    }
    // A deadline that is set stays, though each frame moves it: it is looked at when it has come.
    if verdict.expires == nil || !deadlines.isSet(.inhibition) {
      deadlines.set(.inhibition, at: verdict.expires)
    }
  }
}

/// What other programs give.
extension ViewerModel {
  /// Puts the files that were dropped into the channel, behind those that are being put.
  mutating func share(_ list: URIList) {
    manners.fail(nil)
    if let complaint = DesktopManners.complaint(about: list) { complain(complaint) }
    drops.append(list.files)
    shareNext()
  }

  /// Takes in the end of a put.
  mutating func didShare(_ messages: [String], hasFailed: Bool) {
    drops.didEnd()
    messages.forEach { perform(.pass($0)) }
    if let last = messages.last {
      if hasFailed { showTrouble(last) }
    } else if hasFailed {
      complain("shmshare was killed while it shared what was dropped")
    }
    shareNext()
  }

  /// Nothing that is dropped can be put.
  mutating func cannotShare(_ reason: String) {
    drops.clear()
    complain(reason)
    followDrops()
  }

  /// A put has had a second, or all the time that there is for one.
  mutating func dropDeadlineDidPass() {
    if let complaint = drops.giveUp(at: clock.instant) {
      perform(.giveUpShare)
      complain(complaint)
    }
    shareNext()
  }

  private mutating func shareNext() {
    if let file = drops.start(at: clock.instant) { perform(.share(file)) }
    followDrops()
  }

  private mutating func followDrops() {
    deadlines.set(.drop, at: drops.deadline(after: clock.instant))
    setTitle()
  }

  mutating func complain(_ message: String) {
    perform(.tell(message))
    showTrouble(message)
  }

  private mutating func showTrouble(_ message: String) {
    manners.fail(message)
    setTitle()
    if following.glass.isEmpty { isDirty = true }
  }

  /// What the title says of files that were dropped.
  var trouble: String? { drops.note(at: clock.instant) ?? manners.trouble }

  /// Tells the window manager the title, if it is another than before.
  mutating func setTitle() {
    let frame = trouble ?? following.shown?.info.title
    if told.title != nil && frame == told.frameTitle { return }
    told.frameTitle = frame
    let text = WindowTitle.text(
      frame: frame, channel: options.label, replacement: preferences.title)
    if text == told.title { return }
    told.title = text
    perform(.setTitle(text))
  }
}
