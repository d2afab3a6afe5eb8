import Glibc
import TestSupport
import Testing

/// A program that shares and loads pictures as Qt's example does; a test gives it commands.
struct QtPair {
  /// What speaks for the old programs.
  enum Kind: String, CaseIterable, CustomTestStringConvertible {
    /// Interop/qt_pair.py, which needs no Qt.
    case standIn
    /// QtPair/pair.cpp with the Qt that is installed; see scripts/setup --qt.
    case qt5, qt6

    var testDescription: String { rawValue }

    /// Those that can be run here.
    static let available = allCases.filter { $0 == .standIn || builder.path(of: $0) != nil }
  }

  let program: Program
  private static let builder = QtPairBuilder()

  /// - Parameter key: the QSharedMemory's.
  init(_ kind: Kind, _ key: String, on stage: Stage) throws {
    let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let command =
      kind == .standIn
      ? ["python3", "-B", "\(folder)/Interop/qt_pair.py"]
      : [try Self.builder.path(of: kind).orFail()]
    program = try stage.start(
      command[0], Array(command.dropFirst()) + [key], input: .pipe)
  }

  /// Gives a command, and waits for the answer.
  @discardableResult
  func ask(_ command: String) throws -> String {
    let before = answers.count
    try program.send(Array((command + "\n").utf8))
    return try eventually("\(command): no answer; \(program.standardError)") {
      let now = answers
      return now.count > before ? now.last : nil
    }
  }

  private var answers: [String] {
    // A line that is whole ends in a line feed.
    program.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  /// Lets it end as it would by itself.
  func end() throws {
    program.endInput()
    _ = try program.wait()
  }
}

/// Builds QtPair/pair.cpp with each Qt that is installed, once for all tests.
private final class QtPairBuilder: Sendable {
  private let folder = try? Folder()
  private let paths: [QtPair.Kind: String]

  init() {
    var paths: [QtPair.Kind: String] = [:]
    for (kind, package) in [(QtPair.Kind.qt5, "Qt5Gui"), (.qt6, "Qt6Gui")] {
      if let folder, let path = Self.build(kind, package, in: folder) {
        paths[kind] = path
      } else {
        print("\(package) is not installed; its programs are not tried (scripts/setup --qt)")
      }
    }
    self.paths = paths
  }

  func path(of kind: QtPair.Kind) -> String? { paths[kind] }

  private static func build(_ kind: QtPair.Kind, _ package: String, in folder: Folder) -> String? {
    let source =
      "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/QtPair/pair.cpp"
    let path = folder.path(kind.rawValue)
    let script = """
      flags=$(pkg-config --cflags --libs \(package) 2>/dev/null) &&
      g++ -std=c++17 -fPIC -O1 '\(source)' -o '\(path)' $flags
      """
    let compiler = try? Program(
      "sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], folder: folder)
    return (try? compiler?.wait()) == .exited(0) ? path : nil
  }
}

extension Optional {
  /// The value, which the test cannot go on without.
  fileprivate func orFail() throws -> Wrapped {
    guard let self else { throw TestFailure("this Qt is not installed") }
    return self
  }
}
