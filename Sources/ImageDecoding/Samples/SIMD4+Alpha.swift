extension SIMD4<Float> {
  /// Divides colors by the alpha that they were multiplied by, which may be anything; those
  /// without any stay as they are, for they are light of their own.
  mutating func straighten(alpha: Float) {
    if alpha != 0, alpha != 1 { self /= alpha }
    w = alpha
  }
}
