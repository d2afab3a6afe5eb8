/// How pixels are made up that a magnified picture has none for.
package enum Magnification: Sendable {
  /// The pixel under the center: squares with sharp edges.
  case nearest
  /// A straight line between the four around.
  case bilinear
}
