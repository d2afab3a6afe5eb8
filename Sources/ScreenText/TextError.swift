/// Why no text can be drawn.
package enum TextError: Error, Equatable, CustomStringConvertible {
  /// The system has no font at all, or none with Latin letters: boxes would be drawn in their
  /// place.
  case noFonts
  /// Pango cannot be loaded, in the dynamic linker's words.
  case noLibrary(String)

  /// What happened, and what to do.
  package var description: String {
    switch self {
    case .noFonts:
      "no font with Latin letters is installed, so no text can be shown in the window; "
        + "install one (Debian: fonts-dejavu-core)"
    case .noLibrary(let reason):
      "no text can be shown in the window: \(reason); install Pango (Debian: libpangocairo-1.0-0)"
    }
  }
}
