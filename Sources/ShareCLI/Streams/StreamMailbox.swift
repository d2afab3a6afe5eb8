internal import Linux
private import Synchronization

/// Stands between the thread that reads a stream and the one that publishes it, and holds one whole
/// picture at the most: the newest.
final class StreamMailbox: Sendable {
  private struct State {
    var buffer: StreamBuffer?
    /// Memory that is free to be read into.
    var spares: [StreamBuffer] = []
    var dropped = 0
    var ending: StreamEnding?

    /// No more than one is read into and one taken from while another is decoded.
    mutating func keep(_ buffer: StreamBuffer) { if spares.count < 2 { spares.append(buffer) } }
  }

  private let policy: StreamPolicy
  private let state = Mutex(State())
  /// Rung while there is a picture, or the stream has ended.
  private let news: Bell
  /// Rung while there is room for a picture.
  private let room: Bell

  init(_ policy: StreamPolicy) throws(SystemError) {
    self.policy = policy
    news = try Bell()
    room = try Bell()
    try room.ring()
  }

  /// For a poll: readable when `take` or `ending` has news.
  var descriptor: CInt { news.descriptor }

  /// Pictures that newer ones took the place of.
  var dropped: Int { state.withLock { $0.dropped } }

  /// Whether newer pictures take the place of older ones.
  var prefersNewest: Bool { policy == .drop }

  /// Whether a picture waits.
  var hasPicture: Bool { state.withLock { $0.buffer != nil } }

  /// How the stream has ended; nil while it goes on, or its last picture has not been taken.
  var ending: StreamEnding? { state.withLock { $0.buffer == nil ? $0.ending : nil } }

  // MARK: The thread that reads

  /// Memory for the next picture, empty.
  func takeSpare() -> StreamBuffer {
    let spare = state.withLock { $0.spares.popLast() }
    spare?.clear()
    return spare ?? StreamBuffer()
  }

  /// Hands a whole picture over; waits for room where none may be lost.
  func deliver(_ buffer: StreamBuffer) throws(SystemError) {
    if policy == .block { try room.answer() }
    let isNew = state.withLock { state in
      guard let overtaken = state.buffer else {
        state.buffer = buffer
        return true
      }
      state.dropped += 1
      state.keep(overtaken)
      state.buffer = buffer
      return false
    }
    if isNew { try news.ring() }
  }

  /// Nothing more is delivered.
  func end(_ ending: StreamEnding) {
    let isNew = state.withLock { state in
      state.ending = ending
      return state.buffer == nil
    }
    if isNew { try? news.ring() }
  }

  // MARK: The thread that publishes

  /// The newest picture, if one has come since the last call.
  func take() throws(SystemError) -> StreamBuffer? {
    let (buffer, hasEnded) = state.withLock { state in
      defer { state.buffer = nil }
      return (state.buffer, state.ending != nil)
    }
    guard let buffer else { return nil }
    try news.answer()
    if hasEnded { try news.ring() }
    if policy == .block { try room.ring() }
    return buffer
  }

  /// Gives a picture's memory back.
  func giveBack(_ buffer: StreamBuffer) { state.withLock { $0.keep(buffer) } }
}
