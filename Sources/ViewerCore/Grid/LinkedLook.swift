import Pixels

/// What linked views have in common: where and how large a picture is, how it is turned, and how it
/// is drawn. Which numbers become which tones is each picture's own.
package struct LinkedLook: Equatable, Sendable {
  var look: Look
  /// The size of the picture that `look` was chosen for.
  var chosenAt: Size?
  var magnification: Magnification?
  var behind: Style.Behind
}
