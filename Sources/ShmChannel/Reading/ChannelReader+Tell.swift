private import Glibc

extension ChannelReader {
  /// Tells programs that listen what somebody has done in this viewer.
  ///
  /// Costs one system call where nobody listens. What cannot be told is lost: no picture waits
  /// for it.
  public func tell(_ event: ViewerEvent) {
    guard let attachment else { return }
    var event = event
    event.viewer = attachment.presence?.number ?? 0
    event.processID = UInt32(getpid())
    try? EventLog.tell(event, in: attachment.directory.directory)
  }
}
