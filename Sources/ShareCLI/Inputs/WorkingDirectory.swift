private import Glibc
internal import SystemPackage

/// Where relative paths begin.
enum WorkingDirectory {
  /// Its path; nil where it has none, as once it is deleted.
  static var path: FilePath? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return FilePath(platformString: path)
  }
}

extension FilePath {
  /// The same without components `.`; `..` stays, whose meaning depends on links.
  var withoutDots: FilePath {
    FilePath(root: root, components.filter { $0.kind != .currentDirectory })
  }
}
