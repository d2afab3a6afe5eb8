/// The ways for pixels into the window.
package enum PathKind: Equatable, Sendable {
  /// From the publisher's own memory.
  case direct
  /// From memory of the viewer, which has composed them.
  case composed
  /// Through the connection to the X server.
  case plain
  /// A mixture of two frames, on the way from one to the other.
  case mixture
}
