internal import Pixels
internal import ShmChannel

/// Publishes one picture after the other into a channel, which it opens (and makes) at the first.
final class Publisher {
  private let name: ChannelName
  private var channel: Channel?

  init(_ name: ChannelName) { self.name = name }

  /// Makes the picture the channel's latest frame.
  func publish(_ bitmap: borrowing Bitmap, title: String) throws(ChannelError) -> Generation {
    let channel = try opened()
    var loan = try channel.loan(
      width: bitmap.width, height: bitmap.height, format: bitmap.isOpaque ? .bgrx : .bgra)
    try bitmap.withBytes { (pixels: RawSpan) throws(ChannelError) in try loan.write(pixels) }
    return try loan.publish(title: title)
  }

  /// Waits until a viewer has shown `generation`, or a later one.
  func awaitViewer(showing generation: Generation, for timeout: Seconds) throws(Failure) {
    do throws(ChannelError) {
      if try opened().waitUntilShown(generation, timeout: timeout.duration) { return }
    } catch {
      throw Failure(error)
    }
    throw Failure(
      .timedOut,
      "\(name): no viewer has shown generation \(generation.rawValue) within \(timeout) s; "
        + "to open one: \(viewerCommand) &")
  }

  /// Tells a person at the terminal what to do if nobody sees the picture.
  func hintIfUnseen() throws(Failure) {
    guard StandardStreams.hasTerminal else { return }
    do throws(ChannelError) {
      guard try opened().viewerCount() == 0 else { return }
      StandardStreams.hint("no viewer on \(name): run \(viewerCommand) &")
    } catch {
      throw Failure(error)
    }
  }

  private func opened() throws(ChannelError) -> Channel {
    if let channel { return channel }
    let new = try Channel.openOrCreate(name)
    channel = new
    return new
  }

  private var viewerCommand: String { name == .standard ? "shmview" : "shmview \(name)" }
}
