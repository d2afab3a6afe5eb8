internal import CLinux
internal import Glibc
private import SystemPackage

/// Descriptors to wait for, by their positions: what a `Poller` asks of the kernel.
struct PollRequests {
  private var requests: [pollfd] = []

  var count: Int { requests.count }

  mutating func append(_ descriptor: CInt, for readiness: Readiness) {
    requests.append(pollfd(fd: descriptor, events: readiness.rawValue, revents: 0))
  }

  mutating func remove(at position: Int) { requests.remove(at: position) }

  /// Leaves a descriptor out of waits, or takes it in again.
  mutating func ignore(_ position: Int, _ isIgnored: Bool) {
    let isNow = requests[position].fd < 0
    // poll(2) passes over negative numbers.
    if isNow != isIgnored { requests[position].fd = ~requests[position].fd }
    if isIgnored { requests[position].revents = 0 }
  }

  /// Whether the last wait has found something for the descriptor.
  func isReady(_ position: Int) -> Bool { requests[position].revents != 0 }

  /// Waits until a descriptor is ready or the deadline has passed.
  mutating func wait(until deadline: Deadline) throws(SystemError) {
    do throws(SystemError) { try poll(&requests, until: deadline) } catch {
      guard error.errno == .invalidArgument else { throw error }
      try waitOneByOne(until: deadline)
    }
  }

  /// Waits where the limit on descriptors has come to lie below how many are registered: all of
  /// them stay open, but poll(2) takes no more than the limit at a time.
  private mutating func waitOneByOne(until deadline: Deadline) throws(SystemError) {
    while true {
      for index in requests.indices {
        var one = [requests[index]]
        try poll(&one, until: Deadline(at: .zero))
        requests[index] = one[0]
      }
      if deadline.hasPassed || requests.contains(where: { $0.revents != 0 }) { return }
      let pause = Clock.monotonic() + Self.pause
      var none: [pollfd] = []
      try poll(&none, until: Deadline(at: min(pause, deadline.moment ?? pause)))
    }
  }

  /// Between two looks: few a second, for a state that hardly ever lasts.
  private static var pause: Duration { .milliseconds(50) }
}
