/// What a picture may cost, decided from its header before any pixel is decoded.
package struct DecodingLimits: Sendable {
  /// Width times height, at most.
  package var maxPixels: Int

  /// The same for the canvas of an animation, which stays in memory as long as that plays.
  package var maxAnimationPixels: Int

  package init(maxPixels: Int = 400_000_000, maxAnimationPixels: Int = 100_000_000) {
    self.maxPixels = maxPixels
    self.maxAnimationPixels = maxAnimationPixels
  }

  /// The limits for a file of several frames.
  var ofAnimation: DecodingLimits {
    DecodingLimits(
      maxPixels: min(maxPixels, maxAnimationPixels), maxAnimationPixels: maxAnimationPixels)
  }

  /// Refuses a picture that is too large, or that has no pixels.
  ///
  /// - Parameter maxSide: the longest side that this type's decoder can do.
  func check(
    width: Int, height: Int, of type: ImageType, maxSide: Int = ImageType.longestSide
  ) throws(DecodingError) {
    guard width > 0, height > 0 else { throw .corrupt(type, "its header says \(width)x\(height)") }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= maxPixels else {
      throw .tooManyPixels(width: width, height: height, limit: maxPixels)
    }
    guard width <= maxSide, height <= maxSide else {
      throw .sideTooLong(type, width: width, height: height, limit: maxSide)
    }
  }
}
