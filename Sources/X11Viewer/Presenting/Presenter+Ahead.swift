import Composing
import ViewerCore

/// Composes the next frame while the server copies another, so that neither waits for the other.
extension Presenter {
  /// Whether the server reads a buffer, and the other one is free.
  ///
  /// What is drawn over pictures changes with each draw request, so nothing is composed ahead below
  /// it.
  var canComposeAhead: Bool {
    guard let flight, flight.path.kind == .composed else { return false }
    return flight.scene.overlay == nil && ahead == nil && fading == nil && !isForgetful
  }

  /// Composes a frame that is to be put next, and keeps it, if it will be put by the composed path.
  ///
  /// A failure is not reported here: the frame's draw request says so.
  ///
  /// - Precondition: `canComposeAhead`
  func composeAhead(_ scene: Scene) {
    precondition(canComposeAhead, "nothing in flight leaves a buffer free")
    guard scene.overlay == nil, path(of: scene) == .composed,
      (try? composed.composeAhead(scene, area: area(for: scene))) != nil
    else { return }
    ahead = scene.pin
  }

  /// The frame that was composed ahead, for its put; nil if there is none.
  func takeAhead() -> Pin? {
    defer { ahead = nil }
    return ahead
  }
}
