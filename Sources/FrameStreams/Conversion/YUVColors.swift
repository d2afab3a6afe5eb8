internal import CLibYUV

/// How luma and chroma stand for colors.
package struct YUVColors: Hashable, Sendable {
  package enum Matrix: String, CaseIterable, Hashable, Sendable {
    case bt601, bt709, bt2020
  }

  package let matrix: Matrix
  /// Whether samples take their whole range, and not 16 to 235 (chroma: 240) of 255.
  package let isFullRange: Bool

  package init(matrix: Matrix, isFullRange: Bool) {
    self.matrix = matrix
    self.isFullRange = isFullRange
  }

  /// What players assume of a stream that does not say: BT.601 below 720 rows, BT.709 from there
  /// on.
  package static func usualMatrix(height: Int) -> Matrix { height < 720 ? .bt601 : .bt709 }

  /// The constants for libyuv, which it keeps for good.
  var constants: UnsafePointer<YuvConstants>? {
    switch (matrix, isFullRange) {
    case (.bt601, false): unsafe clibyuv_i601()
    case (.bt601, true): unsafe clibyuv_jpeg()
    case (.bt709, false): unsafe clibyuv_h709()
    case (.bt709, true): unsafe clibyuv_f709()
    case (.bt2020, false): unsafe clibyuv_2020()
    case (.bt2020, true): unsafe clibyuv_v2020()
    }
  }
}
