/// Memory for one row of pixels between two steps, freed when it goes.
@safe struct RowBuffer: ~Copyable {
  /// For as long as this value lives; zero at first.
  let pixels: UnsafeMutablePointer<UInt32>

  init(count: Int) {
    unsafe pixels = .allocate(capacity: count)
    unsafe pixels.initialize(repeating: 0, count: count)
  }

  deinit { unsafe pixels.deallocate() }
}
