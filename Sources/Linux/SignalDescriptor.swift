private import CLinux
private import Glibc

/// Signals as a descriptor to poll: signalfd(2).
package struct SignalDescriptor: ~Copyable, Sendable {
  private let descriptor: Descriptor
  private let endings: [CInt]

  /// Readable once one of the signals has come, until it is taken.
  package var number: CInt { descriptor.number }

  /// Blocks signals, so that they only arrive here; to be made before any thread is.
  ///
  /// - Parameters:
  ///   - endings: asked to end by these; those that are ignored stay so, as nohup(1) wants it.
  ///   - hearsOfChildren: whether `SIGCHLD` also arrives here.
  package init(
    endings: [CInt] = Signals.endings, hearsOfChildren: Bool = false
  ) throws(SystemError) {
    let obeyed = endings.filter { !Signals.isIgnored($0) }
    if hearsOfChildren { Signals.keepEndingsOfChildren() }
    var set = Signals.set(obeyed + (hearsOfChildren ? [SIGCHLD] : []))
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)  // fails for an unknown command only
    descriptor = Descriptor(
      owning: try check("signalfd") {
        unsafe clinux_signalfd(&set, CInt(CLINUX_SFD_NONBLOCK | CLINUX_SFD_CLOEXEC))
      })
    self.endings = obeyed
  }

  /// Gives the descriptor to a new owner, unclosed; it stays what it is.
  consuming func take() -> CInt { descriptor.take() }

  /// The numbers of those that have come since the last call.
  package func takeArrived() -> Set<CInt> {
    var numbers: Set<CInt> = []
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while true {
      let count = try? unsafe withUnsafeMutableBytes(of: &information) { buffer in
        try unsafe readSome(number, into: buffer)
      }
      guard count == size else { return numbers }
      numbers.insert(CInt(information.ssi_signo))
    }
  }

  /// Lets those that ask for the end do so at once from now on, without this descriptor: the
  /// program is ending, and what it still does could wait for others. Those that have come are
  /// obeyed already.
  package func release() {
    _ = takeArrived()
    for number in endings { _ = signal(number, SIG_DFL) }
    var set = Signals.set(endings)
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
