import Composing
import ViewerCore

/// A way for pixels into the window. The presenter asks its paths in order of preference and takes
/// the first that suits.
///
/// The order of calls:
/// - `suits` at any time. It sends nothing, and its answer holds until the frame's file changes.
/// - `put` for a request that suits, while no ticket of any path is outstanding.
/// - `resume` for a ticket that is not sent to its end, each time when the server has executed what
///   has been sent of it; until it is sent.
/// - `drop` when the server has refused any request of a ticket.
///
/// What a path promises:
/// - One X request changes the window for all of the area, so that nobody sees the half of it.
/// - What the server reads is not written before the ticket is executed. Who holds the ticket keeps
///   the frame pinned that long; the path itself pins nothing.
/// - An event or an error follows the ticket's last request, so that its end is always heard of.
/// - Where `put` or `resume` throws, the window has not been changed.
protocol PutPath: AnyObject {
  /// What counters and the information panel call it.
  var kind: PathKind { get }

  /// Whether the server can show the scene this way.
  func suits(_ request: DrawRequest) -> Bool

  /// Sends the request, or the first part of it.
  func put(_ request: DrawRequest) throws(SceneError) -> Ticket

  /// Sends the next part.
  func resume(_ ticket: Ticket) throws(SceneError) -> Ticket

  /// Gives back what the server holds for scenes of that frame, so that the next `put` begins anew.
  func drop(_ pin: Pin)
}

extension PutPath {
  /// Most paths send all at once.
  func resume(_ ticket: Ticket) throws(SceneError) -> Ticket { ticket }
}
