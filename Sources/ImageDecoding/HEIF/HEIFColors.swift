/// How a picture's luma and chroma become red, green and blue (ITU-T H.273, 8.3).
struct HEIFColors: Equatable {
  /// MatrixCoefficients, by their numbers in the standard.
  enum Matrix: Equatable {
    /// Green, blue and red are stored as they are.
    case identity
    case yCgCo
    /// By the parts of red and blue in luma.
    case weights(red: Double, blue: Double)
  }

  var matrix: Matrix
  /// Whether all values are used; else luma has 219 of 255 steps, from 16.
  var isFullRange: Bool

  /// BT.601, full range: what a file means that says nothing (as libavif takes it).
  static let unspecified = HEIFColors(matrix: bt601, isFullRange: true)

  /// Red, green and blue, after a library has made them.
  static let converted = HEIFColors(matrix: .identity, isFullRange: true)

  private static let bt601 = Matrix.weights(red: 0.299, blue: 0.114)
  private static let bt709 = Matrix.weights(red: 0.2126, blue: 0.0722)
  private static let bt2020 = Matrix.weights(red: 0.2627, blue: 0.0593)

  init(matrix: Matrix, isFullRange: Bool) {
    self.matrix = matrix
    self.isFullRange = isFullRange
  }

  /// - Returns: nil for a matrix other than of luma and two differences.
  init?(matrix number: Int, primaries: Int, isFullRange: Bool) {
    switch number {
    case 0: matrix = .identity
    case 1: matrix = Self.bt709
    case 2, 5, 6: matrix = Self.bt601
    case 4: matrix = .weights(red: 0.30, blue: 0.11)
    case 7: matrix = .weights(red: 0.212, blue: 0.087)
    case 8: matrix = .yCgCo
    case 9: matrix = Self.bt2020
    case 12: matrix = primaries == 9 ? Self.bt2020 : Self.bt709  // by the primaries
    default: return nil
    }
    self.isFullRange = isFullRange
  }
}
