/// What the keys of a keyboard stand for.
protocol KeyboardLayout {
  /// How many groups there are: layouts that the user switches between (XKB).
  var groupCount: Int { get }

  /// The keysym (`keysymdef.h`) of a key; 0 for none.
  ///
  /// - Parameter modifiers: those held, by the bits of `X.h`.
  func symbol(of code: UInt8, group: Int, modifiers: UInt32) -> UInt32
}
