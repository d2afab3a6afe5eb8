import Linux
import SystemPackage

extension ChannelError {
  /// Whether the file system had no room.
  var isShortage: Bool { errno == .noSpace || errno == .diskQuotaExceeded }

  /// A shortage with its figures; any other error as it is.
  ///
  /// - Parameters:
  ///   - directory: on the file system that was short, after what could be given back was.
  ///   - needed: bytes, where they are known.
  func explained(by directory: borrowing Directory, needed: Int?) -> ChannelError {
    guard isShortage, let room = FileSystemRoom(of: directory.number) else { return self }
    if !room.hasInodes { return .noInodes(path: directory.path) }
    return .noSpace(path: directory.path, needed: needed, available: room.byteCount)
  }
}
