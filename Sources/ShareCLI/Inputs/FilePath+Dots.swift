private import Linux
internal import SystemPackage

extension FilePath {
  /// The same without components `.`; `..` stays, whose meaning depends on links.
  var withoutDots: FilePath {
    // Long lists hold thousands of paths, hardly any of them with a dot, and
    // taking one apart is dear.
    guard hasDots else { return self }
    return FilePath(root: root, components.filter { $0.kind != .currentDirectory })
  }

  private var hasDots: Bool {
    PathBytes(self).bytes.split(separator: UInt8(ascii: "/")).contains { Array($0) == [0x2E] }
  }
}
