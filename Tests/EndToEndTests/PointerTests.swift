import Glibc
import TestSupport
import Testing

@Suite("The pointer over the window") struct PointerTests {
  let stage: Stage

  init() throws {
    stage = try Stage.withScreen()
    try stage.share(stage.file(Picture.noise(400, 300)))
    try stage.point(to: 200, 200)
  }

  /// Whether the pointer's shape has any pixel (XFixesGetCursorImage).
  private func isSeen() throws -> Bool {
    let outcome = try stage.run("python3", ["-c", Self.script])
    guard outcome.ending == .exited(0) else { throw TestFailure("\(outcome)") }
    return outcome.output == "seen\n"
  }

  private static let script = """
    import ctypes
    class Image(ctypes.Structure):
        _fields_ = [(n, ctypes.c_short) for n in ("x", "y")] + \\
            [(n, ctypes.c_ushort) for n in ("width", "height", "xhot", "yhot")] + \\
            [("serial", ctypes.c_ulong), ("pixels", ctypes.POINTER(ctypes.c_ulong))]
    x11, fixes = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXfixes.so.3")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    major, minor = ctypes.c_int(), ctypes.c_int()
    fixes.XFixesQueryExtension(display, ctypes.byref(major), ctypes.byref(minor))
    fixes.XFixesQueryVersion(display, ctypes.byref(major), ctypes.byref(minor))
    fixes.XFixesGetCursorImage.restype = ctypes.POINTER(Image)
    image = fixes.XFixesGetCursorImage(display).contents
    pixels = [image.pixels[i] & 0xffffffff for i in range(image.width * image.height)]
    print("seen" if any(pixel >> 24 for pixel in pixels) else "hidden")
    """

  @Test("hides after a second of rest while fullscreen, comes back when it moves, and rests anew")
  func hides() throws {
    let viewer = try stage.startViewer("-f", "--stats")
    #expect(try isSeen())
    try eventually("it hides") { try !isSeen() }
    let wakeups = try stage.wakeups(of: viewer)
    usleep(1_500_000)
    #expect(try stage.wakeups(of: viewer) == wakeups, "no clock runs while it is hidden")
    try stage.act("mousemove_relative", "3", "3")
    try eventually("it is back") { try isSeen() }
    try eventually("it hides again") { try !isSeen() }
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
    try stage.act("key", "f")
    try eventually("it is back over a window") { try isSeen() }
    usleep(1_200_000)
    #expect(try isSeen())
  }

  @Test("is always seen over a window, whose motions wake nobody")
  func window() throws {
    let viewer = try stage.startViewer("--geometry", "400x300+0+0")
    try stage.act("mousemove", "210", "210")
    usleep(300_000)
    let wakeups = try stage.wakeups(of: viewer)
    try stage.act("mousemove", "220", "220", "mousemove", "230", "230")
    usleep(1_300_000)
    #expect(try stage.wakeups(of: viewer) == wakeups)
    #expect(try isSeen())
  }
}

extension Stage {
  /// How often the viewer's process gave up the processor of its own accord.
  fileprivate func wakeups(of viewer: Viewer) throws -> Int {
    let path = "/proc/\(viewer.program.processID)/status"
    let lines = String(decoding: Folder.contents(path), as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("voluntary_ctxt_switches") }
    return try #require(line?.split(separator: "\t").last.flatMap { Int($0) })
  }
}
