internal import CLinux
internal import Glibc
private import SystemPackage

/// An event loop's one wait: for descriptors, and for moments, each registered under a token.
///
/// A token names what its owner does when it is due; a descriptor and a deadline may have the
/// same one. A wake costs one system call, however much is registered; setting, moving and taking
/// back deadlines costs none.
package struct Poller<Token: Hashable>: ~Copyable {
  private var requests: [pollfd] = []
  /// By the position in `requests`.
  private var tokens: [Token] = []
  private var deadlines: [Token: Duration] = [:]

  package init() {}

  /// Registers a descriptor, which stays its owner's and is removed before it is closed.
  ///
  /// - Precondition: no other descriptor has that token.
  package mutating func add(
    _ descriptor: CInt, for readiness: Readiness = .readable, as token: Token
  ) {
    precondition(!tokens.contains(token), "\(token) has a descriptor already")
    requests.append(pollfd(fd: descriptor, events: readiness.rawValue, revents: 0))
    tokens.append(token)
  }

  /// Forgets the descriptor of a token, if it has one.
  package mutating func remove(_ token: Token) {
    guard let position = tokens.firstIndex(of: token) else { return }
    tokens.remove(at: position)
    requests.remove(at: position)
  }

  /// Leaves the descriptor of a token out of waits, or takes it in again.
  package mutating func ignore(_ token: Token, _ isIgnored: Bool) {
    guard let position = tokens.firstIndex(of: token) else { return }
    let isNow = requests[position].fd < 0
    // poll(2) passes over negative numbers.
    if isNow != isIgnored { requests[position].fd = ~requests[position].fd }
    if isIgnored { requests[position].revents = 0 }
  }

  /// Sets or moves the deadline of a token, to a time as `Clock.monotonic` has it; nil takes it
  /// back.
  package mutating func setDeadline(of token: Token, at moment: Duration?) {
    deadlines[token] = moment
  }

  /// Sets or moves the deadline of a token to a time from now on.
  package mutating func setDeadline(of token: Token, after delay: Duration) {
    deadlines[token] = Clock.monotonic() + delay
  }

  /// When the token is due, by `Clock.monotonic`; nil if no deadline is set.
  package func deadline(of token: Token) -> Duration? { deadlines[token] }

  /// Everything that is registered; a loop that has ended in order has nothing left.
  package var registered: Set<Token> { Set(tokens).union(deadlines.keys) }

  /// Ends the loop, and tells what is still registered.
  package consuming func end() -> Set<Token> { registered }

  /// Waits until a descriptor is ready or a deadline has passed; deadlines that have are gone then.
  ///
  /// - Parameter isBlocking: false to look, and wait for nothing.
  /// - Returns: the tokens that are due, at least one if it blocks.
  package mutating func wait(isBlocking: Bool = true) throws(SystemError) -> Set<Token> {
    let earliest = deadlines.values.min()
    let deadline = isBlocking ? Deadline(at: earliest) : Deadline(at: .zero)
    do throws(SystemError) { try poll(&requests, until: deadline) } catch {
      guard error.errno == .invalidArgument else { throw error }
      try pollOneByOne(until: deadline)
    }
    var ready: Set<Token> = []
    for (request, token) in zip(requests, tokens) where request.revents != 0 {
      ready.insert(token)
    }
    if earliest != nil { takePassed(into: &ready) }
    return ready
  }

  /// Waits where the limit on descriptors has come to lie below how many are registered: all of
  /// them stay open, but poll(2) takes no more than the limit at a time.
  private mutating func pollOneByOne(until deadline: Deadline) throws(SystemError) {
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

  private mutating func takePassed(into ready: inout Set<Token>) {
    let now = Clock.monotonic()
    for (token, moment) in deadlines where moment <= now {
      deadlines[token] = nil
      ready.insert(token)
    }
  }
}
