import ShmChannel
import TestSupport

/// What a channel holds, as a reader sees it.
struct ChannelState: Equatable {
  let id: ChannelID
  let generation: UInt64
  let picture: Picture
}

extension Stage {
  /// What the channel holds now; nil when there is none, or it has had no frame.
  func state(of channel: String = "default") throws -> ChannelState? {
    let frame: PinnedFrame
    do throws(ChannelError) {
      frame = try root.latestFrame(of: ChannelName(channel))
    } catch {
      switch error {
      case .noSuchChannel, .noFrame: return nil
      default: throw error
      }
    }
    let info = frame.info
    let picture = try frame.withMappedPixels { pixels in
      pixels.withUnsafeBytes { Picture(width: info.width, height: info.height, bgra: $0) }
    }
    return ChannelState(
      id: info.channelID, generation: info.generation.rawValue, picture: picture)
  }

  /// Publishes from this process, which takes less time than a program.
  func publish(_ picture: Picture) throws {
    let channel = try Channel.openOrCreate(.standard, root: root)
    var loan = try channel.loan(width: picture.width, height: picture.height, format: .bgrx)
    try loan.write(picture.pixels.span.bytes)
    _ = try loan.publish(title: "")
  }

  /// What lies in the root and is not a channel: left by a program that was killed.
  func leftovers() -> [String] { Folder.entries(rootPath).filter { $0.hasPrefix(".") } }
}
