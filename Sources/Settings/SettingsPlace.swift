/// A line of a file of settings.
package struct SettingsPlace: Hashable, Sendable, CustomStringConvertible {
  /// The file's path, as a person sees it.
  package let file: String
  /// Counted from 1; nil for the file as a whole.
  package let line: Int?

  package init(file: String, line: Int? = nil) {
    self.file = file
    self.line = line
  }

  /// As compilers write it, so that editors find it.
  package var description: String { line.map { "\(file):\($0)" } ?? file }
}
