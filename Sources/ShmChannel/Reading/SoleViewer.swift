private import Linux
private import SystemPackage

/// Held by a program that opens a viewer only where there is none, from its look until its own
/// viewer is listed: of two that start at once, the second finds the first.
///
/// It is a lock of the channel's `viewers/` directory, which the kernel drops with its holder.
public struct SoleViewer: ~Copyable {
  private let directory: Directory

  /// How long another may take to open its viewer.
  static let timeout = Duration.seconds(5)

  /// Looks for viewers of a channel, which is made where there is none: a viewer that waits for a
  /// channel could not be found.
  ///
  /// - Returns: nil if there is one.
  public static func claim(
    _ name: ChannelName, root: ChannelRoot = .standard()
  ) throws(ChannelError) -> SoleViewer? {
    while true {
      let channel = try ChannelDirectory.openOrCreate(name, in: root)
      do { return try claim(in: channel.directory) } catch {
        // Removed between the two: then the next one of that name.
        guard error.errno == .noSuchFileOrDirectory, try !channel.isCurrent(in: root) else {
          throw error
        }
      }
    }
  }

  private static func claim(
    in channel: borrowing Directory
  ) throws(ChannelError) -> SoleViewer? {
    let viewers = try channel.openDirectory(FileName.viewers)
    let deadline = Deadline(after: timeout)
    while try ViewerTable.viewers(in: channel).isEmpty {
      // One that takes longer than that opens no viewer any more.
      if try viewers.tryLock(.exclusive) || deadline.hasPassed {
        guard try ViewerTable.viewers(in: channel).isEmpty else { return nil }
        return SoleViewer(directory: viewers)
      }
      Linux::Clock.sleep(.milliseconds(2))
    }
    return nil
  }

  private init(directory: consuming Directory) { self.directory = directory }
}
