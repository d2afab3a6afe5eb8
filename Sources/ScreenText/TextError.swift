/// Why no text can be drawn.
package enum TextError: Error, Equatable, CustomStringConvertible {
  /// The system has no font at all, or none with Latin letters: boxes would be drawn in their place.
  case noFonts

  /// What happened, and what to do.
  package var description: String {
    switch self {
    case .noFonts:
      "no font with Latin letters is installed, so no text can be shown in the window; "
        + "install one (Debian: fonts-dejavu-core)"
    }
  }
}
