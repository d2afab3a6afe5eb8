/// What a bridge has had to complain of, and what of it lasts.
final class BridgeTroubles {
  private var lasting: [String: Failure] = [:]
  /// The number of complaints, and the last one, for `bridge status`.
  private(set) var count = 0
  private(set) var last: String?

  /// Says what is wrong, unless that is what was last said of the subject, or of another whose
  /// trouble lasts: a broker that is gone is missed by every channel. The bridge goes on.
  ///
  /// - Parameter subject: what is well again by `settle`.
  func complain(_ failure: Failure, of subject: String) {
    let isSaid = lasting.values.contains(failure)
    lasting[subject] = failure
    guard !isSaid else { return }
    count += 1
    guard let message = failure.message else { return }
    last = message
    StandardStreams.complain(message)
  }

  /// All is well with the subject: the same trouble is worth another line.
  ///
  /// - Returns: whether it was not.
  @discardableResult
  func settle(_ subject: String) -> Bool { lasting.removeValue(forKey: subject) != nil }

  /// Throws, without a message, if something still is wrong.
  func finish() throws(Failure) {
    // Of several the one with the first name, so that it does not depend on chance.
    let first = lasting.min { $0.key < $1.key }
    if let first { throw Failure(first.value.status, nil) }
  }
}
