import TestSupport
import Testing

/// How the two programs find their libraries.
@Suite("Loading") struct LoadingTests {
  @Test(
    "a library that lies beside a program is not loaded", arguments: [Product.shmshare, .shmview])
  func runPath(_ product: Product) throws {
    let outcome = try Stage().run("readelf", ["--dynamic", "--wide", product.path])
    #expect(outcome.ending == .exited(0))
    #expect(outcome.output.contains("(NEEDED)"))
    #expect(!outcome.output.contains("RUNPATH") && !outcome.output.contains("RPATH"))
  }

  @Test(
    "every library is found at the first place where it is looked for",
    arguments: [Product.shmshare, .shmview])
  func probes(_ product: Product) throws {
    let stage = try Stage()
    let log = stage.folder.path("log")
    let outcome = try stage.run(
      "strace", ["-o", log, "-e", "trace=open,openat", product.path, "--version"])
    #expect(outcome.ending == .exited(0))
    let lines = String(decoding: Folder.contents(log), as: UTF8.self).split(separator: "\n")
    #expect(lines.contains { $0.contains("/libc.so.6\"") })
    #expect(lines.filter { $0.contains(".so") && $0.contains(" ENOENT ") } == [])
  }
}
