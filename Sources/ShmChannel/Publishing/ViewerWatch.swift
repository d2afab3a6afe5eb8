import Linux
import SystemPackage

/// The viewers of a channel, and news of what they have shown.
///
/// One is made once and kept: the kernel takes 8 to 20 ms to close an inotify descriptor
/// (fsnotify_destroy_group, measured with Linux 6.18).
package final class ViewerWatch {
  /// Readable when a viewer has shown a frame or has ended, or the channel goes; not when a viewer
  /// is killed.
  package var number: CInt { bell.number }
  package var channelID: ChannelID { directory.id }

  private let name: ChannelName
  private let root: ChannelRoot
  private let directory: ChannelDirectory
  private let bell: Doorbell

  /// - Throws: `ChannelError.removedWhileWaiting` where the channel is gone.
  init(
    _ name: ChannelName, _ directory: ChannelDirectory, in root: ChannelRoot
  ) throws(ChannelError) {
    (self.name, self.directory, self.root) = (name, directory, root)
    bell = try Doorbell()
    do throws(ChannelError) {
      let viewers = try directory.directory.openDirectory(FileName.viewers)
      _ = bell.watch(acknowledgementsIn: viewers.number)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .removedWhileWaiting(name)
    }
    _ = bell.watch(nameOfFile: directory.control.file.number)
  }

  /// Those that live, and what each has shown last; what comes after this look rings again.
  ///
  /// - Throws: `ChannelError.removedWhileWaiting` where the channel is gone.
  package func viewers() throws(ChannelError) -> [ViewerRecord] {
    _ = bell.takeNews()
    // Where it is removed between the two looks, the deletion of its control file rings.
    return try Self.viewers(of: name, directory, in: root)
  }

  static func viewers(
    of name: ChannelName, _ directory: ChannelDirectory, in root: ChannelRoot
  ) throws(ChannelError) -> [ViewerRecord] {
    guard try directory.isCurrent(in: root) else { throw .removedWhileWaiting(name) }
    return try ViewerTable.viewers(in: directory.directory)
  }
}
