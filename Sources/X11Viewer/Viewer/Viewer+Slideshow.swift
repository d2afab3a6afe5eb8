import Glibc
import ShmChannel
import ViewerCore

/// What a viewer has to do with a slideshow on its channel, and with one of its own.
extension Viewer {
  /// Tells the channel's show what to do, and does not wait for it.
  func steer(_ command: ShowCommand) {
    do throws(ChannelError) {
      _ = try ShowSteering.send(command, to: options.channel, root: reader.root)
    } catch .noSuchChannel(let name) {
      notices.say("\(ChannelError.noShow(name))")
    } catch {
      notices.say("\(error)")
    }
  }

  /// What a running show says while it has no picture; `nil` if it says nothing.
  func waitingNote() -> String? {
    guard let show = try? reader.show(), show.isRunning, !show.note.isEmpty else { return nil }
    return show.note
  }

  /// Takes in the signals that have come.
  func take(_ signals: Set<CInt>) {
    if !signals.subtracting([SIGCHLD]).isEmpty { isDone = true }
    guard signals.contains(SIGCHLD) else { return }
    if let ending = slideshow?.reap() { slideshowDidEnd(ending) }
    reapSharing()
  }

  /// A show that has shown something leaves its last picture; one that could not begin has said
  /// why, and ends the viewer, as one does that has come to its own end.
  private func slideshowDidEnd(_ ending: Slideshow.Ending) {
    let hasShown = stats.shown > 0
    switch ending {
    case .exited(0): if slideshow?.isPrivate ?? false { isDone = true }
    case .exited(let code) where !hasShown: (isDone, exitCode) = (true, code)
    case .killed where !hasShown:
      notices.say("\(ending)")
      (isDone, exitCode) = (true, 70)  // EX_SOFTWARE
    default: notices.say("\(ending)\(hasShown ? "; its last picture stays" : "")")
    }
  }
}
