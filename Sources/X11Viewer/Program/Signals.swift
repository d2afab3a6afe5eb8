import CLinux
import Glibc
import ShmChannel
import ViewerCore

/// The signals that ask the viewer to end, or tell that its child has, as a descriptor to poll.
struct Signals: ~Copyable {
  /// Readable once such a signal has come.
  var descriptor: CInt { owned.number }

  private let owned: Descriptor

  /// Blocks the signals, so that they only arrive here; to be called before any thread is made.
  init() throws(ViewerError) {
    signal(SIGPIPE, SIG_IGN)  // a closed pipe is an error of write(2) and no more
    signal(SIGCHLD, SIG_DFL)  // ignored, it would take a child's exit status away (wait(2))
    signal(SIGXFSZ, SIG_IGN)  // and so is RLIMIT_FSIZE, of ftruncate(2) too (setrlimit(2))
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGCHLD] { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    owned = Descriptor(
      owning: try check("signalfd") {
        clinux_signalfd(&set, CInt(CLINUX_SFD_NONBLOCK) | CInt(CLINUX_SFD_CLOEXEC))
      })
  }

  /// Lets those that ask the viewer to end do so at once from now on: it is ending, and what it still
  /// does could wait for others.
  func release() {
    _ = take()  // these have been obeyed
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_DFL)
      sigaddset(&set, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// The numbers of those that have come since the last call.
  func take() -> Set<CInt> {
    var numbers: Set<CInt> = []
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while read(descriptor, &info, size) == size { numbers.insert(CInt(info.ssi_signo)) }
    return numbers
  }
}
