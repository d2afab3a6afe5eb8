import Composing
import ShmChannel
import ViewerCore

/// Brings the core's scenes into the window.
extension Viewer {
  /// - Returns: what has come of it.
  func present(_ effect: ViewerModel.Effect, in cell: Cell) -> ViewerModel.Input {
    do throws(SceneError) {
      try start(effect, in: cell)
      return .presented(cell.presenter.glass)
    } catch {
      guard let scene = effect.scene else { return .presented(cell.presenter.glass) }
      return .failed(scene, "\(error)", cell.presenter.glass)
    }
  }

  private func start(_ effect: ViewerModel.Effect, in cell: Cell) throws(SceneError) {
    let presenter = cell.presenter
    switch effect {
    case .put(let key, let transition): try put(key, transition, in: cell)
    case .update(let key): try presenter.update(scene(key, in: cell))
    case .step(let old, let new, let cuts):
      try presenter.step(
        from: scene(old, in: cell), to: scene(new, in: cell), at: now.instant, cuts: cuts)
    case .composeAhead(let key):
      defer { cell.acquired = nil }
      presenter.composeAhead(scene(key, in: cell))
    case .putBehind(let key):
      defer { cell.acquired = nil }
      presenter.putBehind(scene(key, in: cell))
    case .dropAhead: _ = presenter.takeAhead()
    case .makeRoom: presenter.makeRoom()
    case .forget: presenter.forget()
    default: break
    }
  }

  private func put(
    _ key: SceneKey, _ transition: ViewerModel.Transition?, in cell: Cell
  ) throws(SceneError) {
    let (scene, presenter) = (scene(key, in: cell), cell.presenter)
    if presenter.ahead?.key == key.frame { _ = presenter.takeAhead() }
    defer { cell.acquired = nil }
    try presenter.put(
      scene,
      transition: transition.map {
        Presenter.Transition(from: self.scene($0.from, in: cell), duration: $0.duration)
      })
  }

  private func scene(_ key: SceneKey, in cell: Cell) -> Scene {
    Scene(
      pin: cell.pin(of: key.frame), view: key.view, style: key.style,
      comparison: key.comparison.flatMap { comparison in
        marks[comparison.mark].map { (comparison.way, $0) }
      },
      overlay: key.overlay)
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
