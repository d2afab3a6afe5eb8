import ShmChannel
import TestSupport

extension Stage {
  /// Puts a picture that viewers are to fade to.
  @discardableResult
  func fade(
    to picture: Picture, lasting transition: Duration, channel: String = "default"
  ) throws -> Generation {
    let channel = try Channel.openOrCreate(ChannelName(channel), root: root)
    var loan = try channel.loan(width: picture.width, height: picture.height, format: .bgrx)
    try picture.pixels.withUnsafeBytes { try loan.write($0.bytes) }
    return try loan.publish(title: "faded", transition: transition)
  }

  /// The generation that a viewer has on its screen.
  func acknowledged() throws -> UInt64? { try listed().first?.viewers.first?.generation }

  /// Waits until every viewer knows that it has that frame on its screen. The pixels are there
  /// earlier: a viewer learns of it, and counts it, with the next event that it reads.
  func awaitShown(_ generation: Generation) throws {
    try eventually("generation \(generation) is shown") {
      let viewers = try self.listed().first?.viewers ?? []
      return !viewers.isEmpty && viewers.allSatisfy { $0.generation == generation.rawValue }
    }
  }
}
