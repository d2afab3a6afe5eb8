import SystemPackage

private import Glibc

/// One step on the way that a path leads: a directory, and what is next in it.
struct PathStep {
  let directory: FilePath
  let name: FilePath
  /// Where the way goes on, if the next is a symbolic link.
  let target: FilePath?

  var isLink: Bool { target != nil }

  /// The kernel follows no more links in one path: path_resolution(7).
  private static let mostLinks = 40

  /// The ways that lead to a path: its own, and those that its links take; of each the last step
  /// first.
  static func ways(to path: FilePath) -> [[PathStep]] {
    var paths = [path]
    var ways: [[PathStep]] = []
    while ways.count < paths.count && ways.count <= mostLinks {
      let way = way(to: paths[ways.count])
      for target in way.compactMap(\.target) where !paths.contains(target) { paths.append(target) }
      ways.append(way)
    }
    return ways
  }

  private static func way(to path: FilePath) -> [PathStep] {
    var steps: [PathStep] = []
    var path = path
    while let name = path.lastComponent {
      let target = target(of: path)
      guard path.removeLastComponent() else { break }
      steps.append(
        PathStep(
          directory: path, name: FilePath(root: nil, [name]),
          target: target.map { path.pushing($0) }))
    }
    return steps
  }

  /// What a symbolic link contains; nil for anything else.
  private static func target(of path: FilePath) -> FilePath? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = path.withPlatformString { readlink($0, &buffer, buffer.count - 1) }
    return count > 0 ? FilePath(platformString: buffer) : nil
  }
}
