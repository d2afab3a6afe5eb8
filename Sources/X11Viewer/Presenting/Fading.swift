import Composing
import ViewerCore

/// A fade from the shown frame to the next one, on its way.
struct Fading {
  let fade: Fade
  let target: Pin
  /// Whether it starts from the mixture that another fade had come to, which no other size of the
  /// window can be made of.
  let startsFromMixture: Bool
  /// What was drawn over the last step.
  var overlay: Overlay?
  /// When there will be something new to see.
  var next: Instant
}
