package import SystemPackage

/// A path that is to be shown, of which only a look can tell whether it is a directory or a file.
package struct NamedPlace: Hashable, Sendable {
  package let path: FilePath
  /// What it is instead, where nothing has that name.
  package let alternative: FilePath?
  /// Whether what is not there yet may come as a directory, and not only as a file.
  package let mayBecomeDirectory: Bool

  package init(_ path: FilePath, alternative: FilePath? = nil, mayBecomeDirectory: Bool) {
    self.path = path
    self.alternative = alternative
    self.mayBecomeDirectory = mayBecomeDirectory
  }
}
