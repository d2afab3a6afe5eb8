extension Size {
  /// This size, or if it does not fit, the largest of the same aspect that does; never below 1x1.
  package func shrunk(into bounds: Size) -> Size {
    width <= bounds.width && height <= bounds.height ? self : fitted(into: bounds)
  }

  /// The largest size of the same aspect in `bounds`; never below 1x1.
  package func fitted(into bounds: Size) -> Size {
    // Compared crosswise, since integers are exact: which side needs the smaller scale?
    bounds.width * height <= bounds.height * width
      ? withWidth(max(1, bounds.width)) : withHeight(max(1, bounds.height))
  }

  /// The smallest size of the same aspect that leaves nothing of `bounds` free.
  package func filling(_ bounds: Size) -> Size {
    bounds.width * height <= bounds.height * width
      ? withHeight(max(1, bounds.height)) : withWidth(max(1, bounds.width))
  }

  /// Both sides so many times as long, at least 1 pixel.
  package func scaled(by scale: Double) -> Size {
    Size(
      width: max(1, Int((Double(width) * scale).rounded())),
      height: max(1, Int((Double(height) * scale).rounded())))
  }

  private func withWidth(_ newWidth: Int) -> Size {
    Size(width: newWidth, height: max(1, (height * newWidth + width / 2) / width))
  }

  private func withHeight(_ newHeight: Int) -> Size {
    Size(width: max(1, (width * newHeight + height / 2) / height), height: newHeight)
  }
}
