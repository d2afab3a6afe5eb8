import Composing

/// A draw request on its way to the server.
struct Flight {
  let request: DrawRequest
  let path: any PutPath
  var ticket: Ticket

  var scene: Scene { request.scene }
}
