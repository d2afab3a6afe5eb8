/// An event loop's one wait: for descriptors, and for moments, each registered under a token.
///
/// A token names what its owner does when it is due; a descriptor and a deadline may have the
/// same one. A wake costs one system call, however much is registered; setting, moving and taking
/// back deadlines costs none.
///
/// What a turn of a loop calls goes through lists of plain numbers, and touches no more tokens than
/// are due: generic code of another module is not specialised, and its collections look their types
/// up at each use. With those it took a third of what `shmshare follow` does for a frame.
package struct Poller<Token: Hashable>: ~Copyable {
  private var requests = PollRequests()
  /// By the position in `requests`.
  private var tokens: [Token] = []
  private var deadlines: [Duration] = []
  /// By the position in `deadlines`.
  private var timed: [Token] = []

  package init() {}

  /// Registers a descriptor, which stays its owner's and is removed before it is closed.
  ///
  /// - Precondition: no other descriptor has that token.
  package mutating func add(
    _ descriptor: CInt, for readiness: Readiness = .readable, as token: Token
  ) {
    precondition(!tokens.contains(token), "\(token) has a descriptor already")
    requests.append(descriptor, for: readiness)
    tokens.append(token)
  }

  /// Forgets the descriptor of a token, if it has one.
  package mutating func remove(_ token: Token) {
    guard let position = Self.position(of: token, in: tokens, requests.count) else { return }
    tokens.remove(at: position)
    requests.remove(at: position)
  }

  /// Leaves the descriptor of a token out of waits, or takes it in again.
  package mutating func ignore(_ token: Token, _ isIgnored: Bool) {
    guard let position = Self.position(of: token, in: tokens, requests.count) else { return }
    requests.ignore(position, isIgnored)
  }

  /// Sets or moves the deadline of a token, to a time as `Clock.monotonic` has it; nil takes it
  /// back.
  package mutating func setDeadline(of token: Token, at moment: Duration?) {
    let position = Self.position(of: token, in: timed, deadlines.count)
    if let moment {
      if let position { return deadlines[position] = moment }
      deadlines.append(moment)
      timed.append(token)
    } else if let position {
      takeDeadline(position)
    }
  }

  /// Sets or moves the deadline of a token to a time from now on.
  package mutating func setDeadline(of token: Token, after delay: Duration) {
    setDeadline(of: token, at: Clock.monotonic() + delay)
  }

  /// When the token is due, by `Clock.monotonic`; nil if no deadline is set.
  package func deadline(of token: Token) -> Duration? {
    Self.position(of: token, in: timed, deadlines.count).map { deadlines[$0] }
  }

  /// Everything that is registered; a loop that has ended in order has nothing left.
  package var registered: Set<Token> { Set(tokens + timed) }

  /// Ends the loop, and tells what is still registered.
  package consuming func end() -> Set<Token> { registered }

  /// Waits until a descriptor is ready or a deadline has passed; deadlines that have are gone then.
  ///
  /// - Parameter isBlocking: false to look, and wait for nothing.
  /// - Returns: the tokens that are due, each once, and at least one if it blocks: first those of
  ///   descriptors.
  package mutating func wait(isBlocking: Bool = true) throws(SystemError) -> [Token] {
    let earliest = deadlines.min()
    try requests.wait(until: isBlocking ? Deadline(at: earliest) : Deadline(at: .zero))
    var ready: [Token] = []
    for position in 0..<requests.count where requests.isReady(position) {
      ready.append(tokens[position])
    }
    if earliest != nil { takePassed(into: &ready) }
    return ready
  }

  private mutating func takePassed(into ready: inout [Token]) {
    let now = Clock.monotonic()
    for position in (0..<deadlines.count).reversed() where deadlines[position] <= now {
      let token = takeDeadline(position)
      if Self.position(of: token, in: ready, ready.count) == nil { ready.append(token) }
    }
  }

  @discardableResult private mutating func takeDeadline(_ position: Int) -> Token {
    deadlines.remove(at: position)
    return timed.remove(at: position)
  }

  private static func position(of token: Token, in tokens: [Token], _ count: Int) -> Int? {
    for position in 0..<count where tokens[position] == token { return position }
    return nil
  }
}
