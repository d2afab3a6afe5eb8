package import ShmChannel

/// When something got to the screen.
package struct ScreenMoment: Equatable, Sendable {
  package let instant: ContinuousClock.Instant
  /// The vertical blank that it was, where the server has told.
  package let blank: VerticalBlank?

  package init(_ instant: ContinuousClock.Instant, _ blank: VerticalBlank? = nil) {
    (self.instant, self.blank) = (instant, blank)
  }
}
