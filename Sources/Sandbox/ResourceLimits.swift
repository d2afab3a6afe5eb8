private import CLinux
private import Glibc
private import Linux
package import SystemPackage

/// The bounds that the kernel sets to a process: getrlimit(2).
package enum ResourceLimits {
  /// Bounds the address space, so that what takes more gets an error, and leaves no core dump.
  ///
  /// What threads reserve counts, used or not: they get stacks of 2 MiB in place of 8, and share
  /// two pools of memory in place of 8 a processor, each of which reserves 64 MiB.
  package static func limitMemory(toByteCount count: Int) throws(Errno) {
    _ = clinux_limit_arenas(2)
    _ = clinux_set_thread_stack(2 << 20)
    try set(RLIMIT_AS, to: rlim_t(count), isFinal: true)
    try set(RLIMIT_CORE, to: 0, isFinal: true)
  }

  /// Ends the process by `SIGXCPU` when it has used that much more processor time than until now,
  /// rounded up to whole seconds; a later call takes the place of an earlier one.
  ///
  /// - Parameter handler: what the signal does instead; safe in a signal handler.
  package static func limitProcessorTime(
    to more: Duration, handler: (@convention(c) (CInt) -> Void)? = nil
  ) throws(Errno) {
    // A signal that was ignored stays so in a program that is started.
    signal(SIGXCPU, handler ?? SIG_DFL)
    let total = (Clock.processorTime() + more).wholeSeconds(.up)
    try set(RLIMIT_CPU, to: rlim_t(max(1, total)), isFinal: false)
  }

  /// Sets a limit, no higher than the hard one.
  ///
  /// - Parameter isFinal: whether the process cannot raise it again.
  private static func set(
    _ resource: __rlimit_resource, to value: rlim_t, isFinal: Bool
  ) throws(Errno) {
    var limit = rlimit()
    let number = __rlimit_resource_t(resource.rawValue)
    do throws(SystemError) {
      try check("getrlimit") { getrlimit(number, &limit) }
      limit.rlim_cur = min(value, limit.rlim_max)
      if isFinal { limit.rlim_max = limit.rlim_cur }
      try check("setrlimit") { setrlimit(number, &limit) }
    } catch {
      throw error.errno
    }
  }
}
