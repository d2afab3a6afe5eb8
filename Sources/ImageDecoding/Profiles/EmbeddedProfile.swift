/// What becomes of the color profile in a file.
package enum EmbeddedProfile: String, CaseIterable, Sendable {
  /// Colors become sRGB's.
  case convert
  /// Numbers stay as they are in the file.
  case ignore
}
