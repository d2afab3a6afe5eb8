internal import SystemPackage

extension FilePath {
  /// The same without components `.`; `..` stays, whose meaning depends on links.
  var withoutDots: FilePath {
    FilePath(root: root, components.filter { $0.kind != .currentDirectory })
  }
}
