import SystemPackage

private import Glibc

/// Which files of a directory belong to the show, by name.
package struct NameFilter: Hashable, Sendable {
  /// Names with a dot in front count too.
  package var showsHidden = false
  /// Globs of glob(7), of which one must match; none: all names do.
  package var included: [String] = []
  /// Globs of which none may match.
  package var excluded: [String] = []

  /// What programs put behind the name of a file that they have not finished.
  private static let unfinished = ["part", "partial", "filepart", "tmp", "crdownload"]
  /// Small pictures that cameras put beside their films.
  private static let thumbnails = "thm"

  package init() {}

  func acceptsFile(_ name: FilePath) -> Bool {
    guard acceptsDirectory(name) else { return false }
    if let ending = name.extension?.lowercased(),
      Self.unfinished.contains(ending) || ending == Self.thumbnails
    {
      return false
    }
    if included.isEmpty && excluded.isEmpty { return true }
    return (included.isEmpty || included.contains { matches($0, name) })
      && !excluded.contains { matches($0, name) }
  }

  func acceptsDirectory(_ name: FilePath) -> Bool {
    showsHidden || name.withPlatformString { $0[0] != CChar(UInt8(ascii: ".")) }
  }

  private func matches(_ glob: String, _ name: FilePath) -> Bool {
    name.withPlatformString { fnmatch(glob, $0, 0) == 0 }
  }
}
