import Composing
import ShmChannel
import ViewerCore

/// Brings the core's scenes into the window.
extension Viewer {
  /// - Returns: what has come of it.
  func present(_ effect: ViewerModel.Effect) -> ViewerModel.Input {
    do throws(SceneError) {
      try start(effect)
      return .presented(presenter.glass)
    } catch {
      guard let scene = effect.scene else { return .presented(presenter.glass) }
      return .failed(scene, "\(error)", presenter.glass)
    }
  }

  private func start(_ effect: ViewerModel.Effect) throws(SceneError) {
    switch effect {
    case .put(let key, let transition): try put(key, transition)
    case .update(let key): try presenter.update(scene(key))
    case .step(let old, let new, let cuts):
      try presenter.step(from: scene(old), to: scene(new), at: now.instant, cuts: cuts)
    case .composeAhead(let key):
      defer { acquired = nil }
      presenter.composeAhead(scene(key))
    case .putBehind(let key):
      defer { acquired = nil }
      presenter.putBehind(scene(key))
    case .dropAhead: _ = presenter.takeAhead()
    case .makeRoom: presenter.makeRoom()
    case .forget: presenter.forget()
    default: break
    }
  }

  private func put(
    _ key: SceneKey, _ transition: ViewerModel.Transition?
  ) throws(SceneError) {
    let scene = scene(key)
    if presenter.ahead?.key == key.frame { _ = presenter.takeAhead() }
    defer { acquired = nil }
    try presenter.put(
      scene,
      transition: transition.map {
        Presenter.Transition(from: self.scene($0.from), duration: $0.duration)
      })
  }

  private func scene(_ key: SceneKey) -> Scene {
    Scene(
      pin: pin(of: key.frame), view: key.view, style: key.style,
      comparison: key.comparison.flatMap { comparison in
        marked.flatMap { $0.key == comparison.mark ? (comparison.way, $0) : nil }
      },
      overlay: key.overlay)
  }

  /// The frame that is held under that name.
  func pin(of key: FrameKey) -> Pin {
    let pins = [acquired, presenter.held, presenter.fading?.target, presenter.ahead]
    guard let pin = pins.compactMap({ $0 }).first(where: { $0.key == key }) else {
      preconditionFailure("the core names a frame that nobody holds")
    }
    return pin
  }
}

extension ViewerModel.Effect {
  /// What is to be presented.
  fileprivate var scene: SceneKey? {
    switch self {
    case .put(let scene, _), .update(let scene), .step(_, let scene, _), .composeAhead(let scene),
      .putBehind(let scene):
      scene
    default: nil
    }
  }
}

extension Pin {
  /// The pixel's value; nil if its file has been cut short.
  func value(ofPixelAtX x: Int, y: Int) -> PixelValue? {
    let mapping = mapping(Tones())
    let value = try? frame.withMappedPixels { pixels in
      PixelValue(x: x, y: y, of: pixels, layout: frame.info.layout, by: mapping)
    }
    return frame.wasTruncated ? nil : value
  }
}
