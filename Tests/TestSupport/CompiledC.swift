/// A shared library of the tests' own, written in C, compiled when it is needed.
package enum CompiledC {
  private static let tests =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")

  /// Compiles a file.
  ///
  /// - Parameters:
  ///   - source: below Tests.
  ///   - library: where the library is to be.
  ///   - headers: what pkg-config knows those by that it needs.
  package static func make(
    _ source: String, _ library: String, headers: String? = nil, in folder: Folder
  ) throws {
    let flags = headers.map { "$(pkg-config --cflags \($0))" } ?? ""
    let compiler = try Program(
      "sh",
      [
        "-c", "exec cc -O2 -shared -fPIC \(flags) -o \"$1\" \"$2\"", "sh", library,
        "\(tests)/\(source)",
      ], environment: ["PATH": "/usr/bin:/bin"], folder: folder)
    guard try compiler.wait() == .exited(0) else {
      throw TestFailure("\(source) does not compile: \(compiler.standardError)")
    }
  }
}
