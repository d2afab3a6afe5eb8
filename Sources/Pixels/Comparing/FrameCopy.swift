package import ShmChannel

/// A copy of a picture's pixels, which nobody changes any more.
package final class FrameCopy: Sendable {
  /// How they lie.
  package let layout: FrameLayout
  private let bytes: [UInt8]

  /// Copies a picture.
  ///
  /// - Precondition: `frame` holds all of `layout`.
  package init(_ frame: RawSpan, layout: FrameLayout) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    self.layout = layout
    bytes = unsafe frame.withUnsafeBytes { unsafe Array($0.prefix(layout.byteCount)) }
  }

  /// Runs `body` on the pixels.
  package func withPixels<R>(_ body: (RawSpan) -> R) -> R {
    unsafe bytes.withUnsafeBytes { bytes in body(unsafe RawSpan(_unsafeBytes: bytes)) }
  }

  /// Shows the copy in place of any frame of its size.
  ///
  /// - Parameter mapping: How its own pixels become the display's.
  package func mapping(by mapping: DisplayMapping) -> DisplayMapping {
    DisplayMapping(hasAlpha: mapping.hasAlpha) { _, _, y, columns, output, pastCaches in
      unsafe self.bytes.withUnsafeBytes { bytes in
        mapping.write(
          row: y, columns: columns, of: unsafe RawSpan(_unsafeBytes: bytes), layout: self.layout,
          to: &output, pastCaches: pastCaches)
      }
    }
  }
}
