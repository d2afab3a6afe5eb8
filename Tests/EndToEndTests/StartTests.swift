import TestSupport
import Testing

@Suite("What a start loads") struct StartTests {
  private static let libraries = [
    "libImlib2", "libX11", "libjpeg", "libspng", "libwebp", "libyuv", "libtiff", "libheif",
    "librsvg", "libz.so",
  ]

  @Test("shmshare starts without any library for pictures")
  func version() throws {
    let stage = try Stage()
    // ld.so(8): lists what would be loaded, and runs nothing.
    let outcome = try stage.run("env", ["LD_TRACE_LOADED_OBJECTS=1", Product.shmshare.path])
    #expect(outcome.output.contains("libc.so"))
    for library in Self.libraries { #expect(!outcome.output.contains(library), "\(library)") }
    let version = try stage.share("--version")
    #expect(version.ending == .exited(0))
    #expect(version.output.hasPrefix("shmshare ") && version.output.hasSuffix("\n"))
  }

  @Test("a picture loads the library of its own type, and no other's")
  func put() throws {
    let stage = try Stage()
    let log = stage.folder.path("log")
    let file = try stage.file(.noise(20, 10))
    let outcome = try stage.run(
      "strace", ["-f", "-qq", "-o", log, "-e", "trace=openat", Product.shmshare.path, "-q", file])
    #expect(outcome == Outcome(0))
    let opened = String(decoding: Folder.contents(log), as: UTF8.self)
    #expect(opened.contains("libspng"))
    for library in ["libImlib2", "libX11", "libwebp", "libtiff", "libheif", "librsvg"] {
      #expect(!opened.contains(library), "\(library)")
    }
  }
}
