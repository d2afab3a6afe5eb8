import ViewerCore

extension Presenter {
  /// What the window holds, in the words of the core.
  var glass: Glass {
    var glass = Glass()
    glass.shown = shown?.key
    glass.flight = flight.map { flight in
      Glass.Flight(
        frame: flight.scene.pin.key, kind: flight.kind.forCore,
        isOverlaid: flight.scene.overlay != nil)
    }
    glass.fading = fading.map { fading in
      Glass.Fading(target: fading.target.key, next: fading.next, overlay: fading.overlay)
    }
    glass.ahead = ahead?.key
    glass.onScreen = onScreen
    glass.isForgetful = isForgetful
    return glass
  }
}

extension Presenter.Flight.Kind {
  fileprivate var forCore: Glass.Flight.Kind {
    switch self {
    case .frame(let path): .frame(path)
    case .step: .step
    }
  }
}
