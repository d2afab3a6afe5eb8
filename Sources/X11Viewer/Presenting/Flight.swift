import Composing

/// A draw request on its way to the server.
struct Flight {
  let request: DrawRequest
  let path: any PutPath
  var ticket: Ticket
  /// Whether its place was changed after it was sent: what it has drawn stands elsewhere.
  var isMisplaced = false

  var scene: Scene { request.scene }
}
