import Composing
import ViewerCore

extension Presenter {
  /// What the window holds, in the words of the core.
  var glass: Glass {
    var glass = Glass()
    glass.held = held?.key
    glass.flight = flight.map { flight in
      Glass.Flight(
        frame: flight.scene.pin.key, path: flight.path.kind,
        isOverlaid: flight.scene.overlay != nil)
    }
    glass.behind = behind?.scene.pin.key
    glass.fading = fading.map { fading in
      Glass.Fading(target: fading.target.key, next: fading.next, overlay: fading.overlay)
    }
    glass.ahead = ahead?.key
    glass.content = content
    glass.sent = sent
    glass.presents = window.whole.vblank.map { vblank in
      Glass.Presents(
        isAwaited: vblank.queue.isAwaited, isMadeUp: vblank.origin == .madeUp,
        isTooLarge: PresentQueue.isTooLarge(window.whole.size))
    }
    glass.isForgetful = isForgetful
    return glass
  }
}
