internal import CLinux
internal import Glibc
private import SystemPackage

/// What a descriptor can be waited for, and what has come of it: poll(2).
package struct Readiness: OptionSet, Hashable, Sendable {
  package let rawValue: CShort

  package init(rawValue: CShort) { self.rawValue = rawValue }

  /// There is something to read, or the end.
  package static let readable = Readiness(rawValue: CShort(POLLIN))
  /// There is urgent news, such as that of proc(5) about mounts.
  package static let urgent = Readiness(rawValue: CShort(POLLPRI))
  /// There is room to write.
  package static let writable = Readiness(rawValue: CShort(POLLOUT))
  /// The descriptor has failed or is closed; comes unasked.
  package static let failed = Readiness(rawValue: CShort(POLLERR | POLLNVAL))

  /// Waits until a descriptor is ready for one of these.
  ///
  /// - Returns: what it is ready for; nothing once the deadline has passed.
  package func wait(
    on descriptor: CInt, until deadline: Deadline = .never
  ) throws(SystemError) -> Readiness {
    var requests = [pollfd(fd: descriptor, events: rawValue, revents: 0)]
    try poll(&requests, until: deadline)
    return Readiness(rawValue: requests[0].revents)
  }

  /// What of these a descriptor is ready for at once, and what came unasked; nothing on failure.
  package func now(of descriptor: CInt) -> Readiness {
    (try? wait(on: descriptor, until: Deadline(at: .zero))) ?? []
  }
}

/// Waits until one of the requests is answered, or the deadline has passed, which is met exactly:
/// `ppoll` counts nanoseconds.
func poll(_ requests: inout [pollfd], until deadline: Deadline) throws(SystemError) {
  while true {
    let count = CInt(requests.count)
    let result: CInt
    do throws(SystemError) {
      // Signals make it anew, with what is left of the time.
      result = try unsafe ppollOnce(&requests, nfds_t(count), deadline.remaining)
    } catch {
      guard error.errno == .interrupted else { throw error }
      continue
    }
    if result > 0 || deadline.hasPassed { return }
  }
}

private func ppollOnce(
  _ requests: UnsafeMutablePointer<pollfd>, _ count: nfds_t, _ remaining: Duration?
) throws(SystemError) -> CInt {
  let result: CInt
  if let remaining {
    var limit = remaining.timeToWait
    result = unsafe clinux_ppoll(requests, count, &limit)
  } else {
    result = unsafe clinux_ppoll(requests, count, nil)
  }
  if result < 0 { throw SystemError.last("ppoll") }
  return result
}
