import TestSupport
import Testing

@Suite("Arguments arrive whatever surrounds the program") struct ArgumentsTests {
  /// What a program calls itself, which it tells for this argument only.
  private static let version = "--version"

  @Test("a preloaded library adds to the environment", arguments: ["shmshare", "shmview"])
  func preloaded(name: String) throws {
    let stage = try Stage()
    let program = try #require(Product(rawValue: name))
    let expected = try stage.run(program.path, [Self.version])
    #expect(expected.output.hasPrefix("\(name) "))
    let library = try Self.library(on: stage)
    stage.environment["LD_PRELOAD"] = library
    #expect(try stage.run(program.path, [Self.version]) == expected)
  }

  @Test("/proc is not mounted", arguments: ["shmshare", "shmview"])
  func withoutProc(name: String) throws {
    let stage = try Stage()
    let program = try #require(Product(rawValue: name))
    let expected = try stage.run(program.path, [Self.version])
    #expect(try stage.runWithoutProc(program.path, [Self.version]) == expected)
  }

  @Test("a slideshow that needs /proc names it")
  func showWithoutProc() throws {
    let stage = try Stage()
    try stage.fill("a.png")
    let outcome = try stage.runWithoutProc(
      Product.shmshare.path, ["slideshow", stage.picturesPath])
    #expect(
      outcome
        == Outcome(74, errors: "shmshare: /proc/self/fd: No such device (linkat)\n"))
  }

  /// A library whose constructor moves the environment, as some that trace or cache do.
  private static func library(on stage: Stage) throws -> String {
    let source = """
      #include <stdlib.h>
      __attribute__((constructor)) static void add(void) { setenv("ADDED_BY_A_LIBRARY", "1", 1); }
      """
    let path = try stage.folder.write(Array(source.utf8), to: "preload.c")
    let library = stage.folder.path("preload.so")
    let outcome = try stage.run("gcc", ["-shared", "-fPIC", "-o", library, path])
    try #require(outcome == Outcome(0))
    return library
  }
}

extension Stage {
  /// Runs a program to its end in a mount namespace of its own, where /proc is not mounted.
  func runWithoutProc(_ executable: String, _ arguments: [String]) throws -> Outcome {
    let script = "mount --types tmpfs none /proc && exec \"$0\" \"$@\""
    return try run("unshare", ["--mount", "sh", "-c", script, executable] + arguments)
  }
}
