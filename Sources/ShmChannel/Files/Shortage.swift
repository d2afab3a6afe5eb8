import SystemPackage

private import Glibc

extension ChannelError {
  /// Whether the file system had no room.
  var isShortage: Bool { errno == .noSpace || errno == .diskQuotaExceeded }

  /// A shortage with its figures; any other error as it is.
  ///
  /// - Parameters:
  ///   - directory: on the file system that was short, after what could be given back was.
  ///   - needed: bytes, where they are known.
  func explained(by directory: borrowing Directory, needed: Int?) -> ChannelError {
    guard isShortage else { return self }
    var status = statvfs()
    guard unsafe fstatvfs(directory.number, &status) == 0 else { return self }
    if status.f_files > 0, status.f_favail == 0 { return .noInodes(path: directory.path) }
    let (bytes, overflows) = Int(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: status.f_frsize))
    return .noSpace(path: directory.path, needed: needed, available: overflows ? .max : bytes)
  }
}
