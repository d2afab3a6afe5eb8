private import CLinux
private import Glibc
internal import Linux
internal import ShmChannel
internal import SystemPackage

/// The signals that ask a long-running command to end, as a descriptor to poll.
final class EndSignals {
  private let descriptor: Descriptor

  /// Readable once such a signal has come.
  var number: CInt { descriptor.number }

  /// Blocks the signals, so that they arrive only here.
  init() throws(Errno) {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let number = clinux_signalfd(&set, CInt(CLINUX_SFD_NONBLOCK | CLINUX_SFD_CLOEXEC))
    guard number >= 0 else { throw Errno(rawValue: errno) }
    descriptor = Descriptor(owning: number)
  }
}
