/// Of the pictures of a topic that nothing announces: one that is being decoded, and the newest
/// that came meanwhile.
struct PushedPictures {
  private var isDecoding = false
  private var waiting: PictureFile?

  /// Takes one that has come.
  ///
  /// - Returns: whether it is to be decoded at once. Else it waits, and the one that waited is left
  ///   out.
  mutating func take(_ picture: PictureFile) -> Bool {
    guard isDecoding else {
      isDecoding = true
      return true
    }
    waiting = picture
    return false
  }

  /// The decoding of one has ended.
  ///
  /// - Returns: the one to be decoded now.
  mutating func takeNext() -> PictureFile? {
    defer { waiting = nil }
    isDecoding = waiting != nil
    return waiting
  }
}
