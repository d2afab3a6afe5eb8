import Linux
import TestSupport
import Testing

@testable import ShmChannel
@testable import ShmShow

extension Show {
  /// Runs the show as a slideshow does, until it is told to stop; refuses to jump.
  ///
  /// - Returns: all commands in the order in which they came.
  func runUntilStopped() throws -> [ShowCommand] {
    var commands: [ShowCommand] = []
    while commands.last != .stop {
      try #require(try awaitReadable(doorbell, until: Deadline(after: .seconds(60))))
      for request in try takeRequests() {
        commands.append(request.command)
        if case .jump = request.command { refuse(request) }
      }
      if commands.last != .stop {
        try update(ShowStatus(state: .playing, position: commands.count))
      }
    }
    return commands
  }

  /// The commands that have come, without what tells one sender from another.
  func takeCommands() throws -> [ShowCommand] { try takeRequests().map(\.command) }
}
