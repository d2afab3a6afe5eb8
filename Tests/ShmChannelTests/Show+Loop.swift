import Testing

@testable import ShmChannel

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

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
