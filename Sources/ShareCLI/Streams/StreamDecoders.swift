internal import ImageDecoding
internal import Linux
private import Synchronization

/// Threads that decode pictures of a stream, which come out in the order in which they went in.
final class StreamDecoders: Sendable {
  private struct State {
    /// In the order in which they were given.
    var waiting: [DecodedPicture] = []
    /// All that were given and not taken yet, in that order.
    var pictures: [DecodedPicture] = []
    var finished: Set<ObjectIdentifier> = []

    var isFirstFinished: Bool {
      pictures.first.map { finished.contains(ObjectIdentifier($0)) } ?? false
    }

    mutating func removeFirst() -> DecodedPicture {
      let picture = pictures.removeFirst()
      finished.remove(ObjectIdentifier(picture))
      return picture
    }
  }

  /// Two pictures at a time: more of them would only grow older while they wait for each other.
  static let count = 2

  private let limits: DecodingLimits
  private let keepsDepth: Bool
  private let profile: EmbeddedProfile
  private let state = Mutex(State())
  /// Rung for each picture that waits.
  private let work: Bell
  /// Rung while the first picture is finished.
  private let news: Bell

  /// Starts the threads, which end with the process.
  init(
    _ limits: DecodingLimits, keepsDepth: Bool, profile: EmbeddedProfile = .convert
  ) throws(SystemError) {
    self.limits = limits
    self.keepsDepth = keepsDepth
    self.profile = profile
    work = try Bell()
    news = try Bell()
    for _ in 0..<Self.count { try BackgroundThread.start { self.decodeAll() } }
  }

  /// For a poll: readable when `take` has a picture.
  var descriptor: CInt { news.descriptor }

  var isEmpty: Bool { state.withLock { $0.pictures.isEmpty } }

  /// Whether a thread is free.
  var hasRoom: Bool { state.withLock { $0.pictures.count < Self.count } }

  /// Hands a picture over.
  func give(_ picture: DecodedPicture) throws(SystemError) {
    state.withLock { state in
      state.pictures.append(picture)
      state.waiting.append(picture)
    }
    try work.ring()
  }

  /// The next picture in order, if it has been decoded.
  func take() throws(SystemError) -> DecodedPicture? {
    let (picture, hasNext) = state.withLock { state in
      state.isFirstFinished ? (state.removeFirst(), state.isFirstFinished) : (nil, false)
    }
    guard let picture else { return nil }
    try news.answer()
    if hasNext { try news.ring() }
    return picture
  }

  private func decodeAll() {
    while (try? work.answer()) != nil {
      guard let picture = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() })
      else { continue }
      picture.decode(limits, keepsDepth: keepsDepth, profile)
      let isFirst = state.withLock { state in
        state.finished.insert(ObjectIdentifier(picture))
        return state.pictures.first === picture
      }
      if isFirst { try? news.ring() }
    }
  }
}
