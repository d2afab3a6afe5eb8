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

  /// Whether the pointer's shape has any pixel (XFixesGetCursorImage); if it is moved, shortly
  /// after that, before it has rested.
  private func isSeen(moved: Bool = false) throws -> Bool {
    let outcome = try stage.run("python3", ["-c", Self.script, moved ? "1" : "0"])
    guard outcome.ending == .exited(0) else { throw TestFailure("\(outcome)") }
    return outcome.output == "seen\n"
  }

  private static let script = """
    import ctypes, sys, time
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
    def is_seen():
        image = fixes.XFixesGetCursorImage(display).contents
        pixels = [image.pixels[i] & 0xffffffff for i in range(image.width * image.height)]
        return any(pixel >> 24 for pixel in pixels)
    end = time.monotonic() + 0.9 * int(sys.argv[1])
    if end > time.monotonic():
        x11.XWarpPointer(display, 0, 0, 0, 0, 0, 0, 3, 3)
    while not (seen := is_seen()) and time.monotonic() < end:
        time.sleep(0.01)
    print("seen" if seen else "hidden")
    """

  @Test(
    "hides after a second of rest while fullscreen, comes back when it moves, and rests anew",
    arguments: [WindowManager.openbox])
  func hides(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("-f", "--stats")
    try eventually("it hides") { try !isSeen() }
    try viewer.program.awaitRest(of: .milliseconds(1500))  // no clock runs while it is hidden
    try eventually("it is back") { try isSeen(moved: true) }
    try eventually("it hides again") { try !isSeen() }
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
    try stage.hands("key", "f")
    try eventually("it is back over a window") { try isSeen() }
    usleep(1_200_000)
    #expect(try isSeen())
  }

  @Test(
    "is always seen over a window, whose motions wake nobody",
    arguments: [WindowManager.openbox])
  func window(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "400x300+0+0")
    try stage.hands("mousemove", "210", "210")
    try viewer.program.awaitRest(of: .milliseconds(1300))
    try eventually("motions wake nobody") {
      let wakeUps = viewer.program.wakeUps
      try stage.hands("mousemove", "220", "220", "mousemove", "230", "230")
      usleep(1_300_000)
      return viewer.program.wakeUps == wakeUps
    }
    #expect(try isSeen())
  }
}
