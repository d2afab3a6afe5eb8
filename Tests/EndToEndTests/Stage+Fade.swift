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

  /// Waits until a viewer has that frame on its screen.
  func awaitShown(_ generation: Generation) throws {
    try eventually("generation \(generation) is shown") {
      try self.acknowledged() == generation.rawValue
    }
  }
}
