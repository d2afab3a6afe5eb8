package import SystemPackage

/// What has become of the pictures of a show since it began.
package struct ShowTally: Hashable, Sendable {
  /// How often a picture has come on screen.
  package private(set) var shown = 0
  /// How often one could not be shown.
  package private(set) var failures = 0
  /// The last that could not.
  package private(set) var lastFailure: Failure?

  /// A picture that could not be shown.
  package struct Failure: Hashable, Sendable {
    package let path: FilePath
    package let reason: String
  }

  mutating func countShown() { shown += 1 }

  mutating func countFailure(of path: FilePath, because reason: String) {
    failures += 1
    lastFailure = Failure(path: path, reason: reason)
  }
}
