import CX11
import Glibc
import ShmChannel
import ViewerCore

/// How the viewer gets along with the window manager, the screen saver and other programs.
extension Viewer {
  /// Takes in what the turn says of them.
  func takeDesktop(_ turn: Turn) {
    if let time = turn.inputTime { window.set(.userTime, type: XA_CARDINAL, [UInt(time)]) }
    for change in turn.buttons where desktop.clicks.take(change) {
      perform(
        Deed(Controls.actions(for: .doubleClick), atX: change.x, y: change.y, time: change.time))
    }
    if turn.hasNewState { didChangeState() }
    if turn.hasPointerMoved {
      desktop.rest.didMove(at: .now)
      updatePointer()
    }
    turn.exchanges.forEach(take)
  }

  /// Looks whether the window is fullscreen, on which the pointer and the screen saver depend.
  func didChangeState() {
    let isFullscreen = window.isFullscreen
    if isFullscreen == desktop.isFullscreen { return }
    desktop.isFullscreen = isFullscreen
    followPointer()
    desktop.rest.want(isFullscreen, at: .now)
    updatePointer()
  }

  /// The pointer has perhaps rested for long enough.
  func restPointer() {
    desktop.rest.didPass(at: .now)
    updatePointer()
  }

  private func updatePointer() {
    desktop.pointer.hide(desktop.rest.isHidden)
    if let deadline = desktop.rest.deadline {
      timer.set(.pointer, at: deadline)
    } else {
      timer.cancel(.pointer)
    }
  }

  /// Tells a window manager that waits for it that the window is drawn in its new size.
  func answerManager() {
    guard let sync = window.sync, sync.isOwed, !isDirty, !presenter.isBusy else { return }
    sync.didDraw()
  }

  /// A frame is on screen; maybe it was there before.
  func didShow(_ frame: FrameKey) {
    if desktop.newest?.frame == frame { return }
    desktop.newest = (frame, .now)
    desktop.trouble = nil
  }

  /// Holds the screen saver off, or lets it go, and looks again when that may end by itself.
  func inhibit() {
    let verdict = desktop.inhibition.verdict(
      isFullscreen: desktop.isFullscreen, lastFrame: desktop.newest?.since, at: .now,
      isPlaying: isShowPlaying)
    if !desktop.screenSaver.hold(verdict.holds) {
      notices.say(
        "cannot hold the screen saver off: \(window.display.name) lacks MIT-SCREEN-SAVER 1.1")
    }
    guard let expires = verdict.expires else { return timer.cancel(.inhibition) }
    // A deadline that is set stays, though each frame moves it: it is looked at when it has come.
    if !timer.isSet(.inhibition) { timer.set(.inhibition, at: expires) }
  }

  private func isShowPlaying() -> Bool {
    guard let show = try? reader.show() else { return false }
    return show.isRunning && show.state != .paused
  }
}

/// What other programs give, and what they want.
extension Viewer {
  private func take(_ exchange: Exchange) {
    switch exchange {
    case .message(let message): desktop.drops.take(message)
    case .property(let news): desktop.drops.take(news).map(share)
    case .answer(let answer): desktop.drops.take(answer).map(share)
    case .request(let request): desktop.selections.take(request)
    case .clear(let news): desktop.selections.take(news)
    }
  }

  /// Puts the files that were dropped into the channel.
  private func share(_ list: [UInt8]) {
    let list = URIList(list, host: Self.hostName)
    desktop.trouble = nil
    if let first = list.others.first {
      let more = list.others.count > 1 ? " and \(list.others.count - 1) more" : ""
      tell("cannot share \(first)\(more): only files of this machine can be dropped here")
    }
    do throws(ViewerError) {
      try desktop.sharing.put(list.files)
    } catch {
      tell("\(error)")
    }
  }

  /// Takes in the end of a `shmshare put`.
  func reapSharing() {
    guard let outcome = desktop.sharing.reap() else { return }
    outcome.messages.forEach(Notices.pass)
    if let last = outcome.messages.last {
      if outcome.hasFailed { showTrouble(last) }
    } else if outcome.hasFailed {
      tell("shmshare was killed while it shared what was dropped")
    }
    do throws(ViewerError) {
      try desktop.sharing.startNext()
    } catch {
      tell("\(error)")
    }
  }

  private func tell(_ message: String) {
    Notices.write(message)
    showTrouble(message)
  }

  /// Shows the user of the window what went wrong: there may be no terminal.
  private func showTrouble(_ message: String) {
    desktop.trouble = message
    setTitle(presenter.shown?.frame.info.title)
    isDirty = isDirty || presenter.isEmpty
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
    guard gethostname(&name, name.count) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
