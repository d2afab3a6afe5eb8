import Pixels
package import ShmChannel

extension Size {
  /// Display rows of a window of that size.
  package var layout: FrameLayout { .display(width: width, height: height) }
}
