internal import Linux
import SystemPackage

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
      let target = PathBytes(path).linkTarget?.filePath
      guard path.removeLastComponent() else { break }
      steps.append(
        PathStep(
          directory: path, name: FilePath(root: nil, [name]),
          target: target.map { path.pushing($0) }))
    }
    return steps
  }
}
