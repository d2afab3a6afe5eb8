/// What becomes of the colour profile in a file.
package enum EmbeddedProfile: String, CaseIterable, Sendable {
  /// Colours become sRGB's.
  case convert
  /// Numbers stay as they are in the file.
  case ignore
}
