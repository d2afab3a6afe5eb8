/// A picture that was on its way to the screen when a step went past it.
///
/// Steps can come faster than pictures are decoded: a key that is held down sends 25 a second or
/// more. If each step ended the decoding under way, nothing would be shown until the key is let go.
extension ShowSchedule {
  /// How long after its start such a picture is still waited for. Longer than almost every picture
  /// takes; a step must also lead away soon from one that hangs.
  private static let patience = Duration.seconds(2)

  /// The child whose picture is shown before the target that has gone past it.
  var overtaken: Child? {
    guard let target, target.isStep, let child, child.isAwaited, child.path != target.path,
      child.path != slide?.path, playlist.contains(child.path),
      clock < child.started + Self.patience
    else { return nil }
    return child
  }

  /// When it is given up for the target.
  var overtakenDeadline: Duration? { overtaken.map { $0.started + Self.patience } }
}
