package import ShmChannel

/// When something got to the screen.
package struct ScreenMoment: Equatable, Sendable {
  package let instant: Instant
  /// The vertical blank that it was, where the server has told.
  package let blank: VerticalBlank?

  package init(_ instant: Instant, _ blank: VerticalBlank? = nil) {
    (self.instant, self.blank) = (instant, blank)
  }
}
