import Composing
import ViewerCore

/// Sends a draw request while the server executes another, so that it need not wait for the viewer
/// between two.
extension Presenter {
  /// Puts a frame behind the one in flight, if both go directly to the same place: which of them
  /// has been executed then makes no difference to the rest of the window.
  ///
  /// Otherwise nothing is done; nor is a failure reported, for the frame's put says so.
  func putBehind(_ scene: Scene) {
    if window.whole.vblank != nil { return }
    guard behind == nil, fading == nil, !isForgetful, let flight, flight.path.kind == .direct,
      !flight.request.isRetry, !flight.isMisplaced, flight.scene.isAsStored, scene.isAsStored,
      flight.scene.view == scene.view
    else { return }
    let request = DrawRequest(scene, area: area(for: scene), file: scene.pin.look())
    guard request.area == flight.request.area, request.file != .cutShort,
      flight.path.suits(request), let ticket = try? flight.path.put(request)
    else { return }
    behind = Flight(request: request, path: flight.path, ticket: ticket)
    sent = .now
  }

  /// What is behind the draw request in flight is now in flight itself, if there is something.
  func advance() { (flight, behind) = (behind, nil) }

  /// Gives a draw request up that the server has refused, if a newer one is behind it.
  func giveUpRefused(_ refusals: [Refusal]) {
    guard behind != nil, let flight, refusals.contains(where: flight.ticket.isMet) else { return }
    flight.path.drop(flight.scene.pin)
    advance()
  }
}
