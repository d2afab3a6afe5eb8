import Glibc
import TestSupport
import Testing

@Suite("Comparing a frame with a marked one") struct ComparingFramesTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  /// Two pictures as files of numbers, and by numpy what is to be seen of them: of each word a file
  /// with rows of red, green and blue.
  private static let script = """
    import sys, numpy as np
    folder, kind = sys.argv[1:]
    rng = np.random.default_rng(7)
    height, width, gain = 200, 240, 4
    shape = (height, width) if kind in ("gray8", "gray16") else (height, width, 3)
    dtype, full = {"gray8": (np.uint8, 255), "rgb8": (np.uint8, 255), "gray16": (np.uint16, 65535),
                   "rgb16": (np.uint16, 65535), "rgbf": (np.float32, 1)}[kind]
    def picture():
        numbers = rng.integers(0, 256, shape)
        return (numbers / np.float32(256)).astype(dtype) if dtype == np.float32 \\
            else (numbers * (full // 255)).astype(dtype)
    a = picture()
    b = picture()
    b[: height // 4] = a[: height // 4]
    np.save(f"{folder}/a.npy", a)
    np.save(f"{folder}/b.npy", b)
    difference = b.astype(np.float32) - a.astype(np.float32)
    def colours(tones):
        return np.repeat(tones[..., None], 3, -1) if tones.ndim == 2 else tones
    def tones(numbers, gain):
        scaled = np.abs(numbers) * (np.float32(gain) * np.float32(255) / np.float32(full))
        return np.rint(np.minimum(scaled, 255)).astype(np.uint8)
    def write(name, picture):
        open(f"{folder}/{name}", "wb").write(np.ascontiguousarray(picture, np.uint8).tobytes())
    write("difference", colours(tones(difference, 1)))
    write("amplified", colours(tones(difference, gain)))
    sums = difference if difference.ndim == 2 else \\
        (difference[..., 0] + difference[..., 1] + difference[..., 2]) / np.float32(3)
    tone = tones(sums, gain).astype(np.uint32)
    zero = np.zeros_like(tone)
    brighter = np.stack([tone, tone * 140 // 255, zero], -1)
    darker = np.stack([zero, tone * 115 // 255, tone], -1)
    write("signed", np.where((sums > 0)[..., None], brighter, darker))
    seen = lambda p: colours(tones(p.astype(np.float32), 1))
    wiped = seen(b).copy()
    wiped[:, :100] = seen(a)[:, :100]
    wiped[:, 99], wiped[:, 100] = 0, 255
    write("wiped", wiped)
    write("a", seen(a))
    write("b", seen(b))
    sizes = np.abs(difference)
    other = np.any(difference.reshape(height, width, -1) != 0, -1)
    print(f"{sizes.max()} {sizes.mean(dtype=np.float64)} {100 * other.mean()}")
    """

  /// What numpy has written, as the window should hold it.
  private func wanted(_ name: String) -> Picture {
    let bytes = Folder.contents(stage.folder.path(name))
    return Picture(width: 240, height: 200) { x, y in
      let start = (y * 240 + x) * 3
      return bytes[start..<start + 3].reduce(0xFF) { $0 << 8 | UInt32($1) }
    }
  }

  /// The window below the words in its upper right corner.
  private func expect(_ name: String, in viewer: Viewer) throws {
    func uncovered(_ picture: Picture) -> Picture {
      Picture(width: 240, height: 200) { x, y in
        y < 80 ? 0 : picture[x, y]
      }
    }
    let wanted = uncovered(wanted(name))
    var shown: Picture?
    do {
      try eventually("numpy's \(name)") {
        shown = (try? viewer.picture()).flatMap { $0.width == 240 ? uncovered($0) : nil }
        return shown == wanted
      }
    } catch {
      Issue.record("\(name): \(shown?.difference(from: wanted) ?? "no picture")")
      throw error
    }
  }

  @Test(
    "difference, amplification, sign and wipe are numpy's, pixel by pixel",
    arguments: ["gray8", "rgb8", "gray16", "rgb16", "rgbf"])
  func numpy(kind: String) throws {
    let outcome = try stage.run(
      "/usr/bin/python3", ["-B", "-c", Self.script, stage.folder.path, kind])
    try #require(outcome.ending == .exited(0), "\(outcome)")
    let range = ["gray16": "0:65535", "rgb16": "0:65535", "rgbf": "0:1"][kind] ?? "0:255"
    let viewer = try stage.startViewer("--range", range)
    try stage.show(file: stage.folder.path("a.npy"))
    try stage.press("m", in: viewer)
    try stage.show(file: stage.folder.path("b.npy"))
    try expect("b", in: viewer)
    try stage.press("d", in: viewer)
    try expect("difference", in: viewer)
    try stage.press("braceright", "braceright", in: viewer)
    try expect("amplified", in: viewer)
    try stage.press("d", in: viewer)
    try expect("signed", in: viewer)
    try stage.press("d", in: viewer)
    try expect("b", in: viewer)
    try stage.point(at: 100, 190, in: viewer)
    try stage.press("D", in: viewer)
    try expect("wiped", in: viewer)
    try stage.press("D", "b", in: viewer)
    try expect("a", in: viewer)
    try stage.press("b", in: viewer)
    try expect("b", in: viewer)
  }

  @Test("numbers in squares are those of what is seen: the mark's, and the difference")
  func numbers() throws {
    let viewer = try stage.startViewer("--geometry", "500x400")
    let part = XRectangle(x: 0, y: 100, width: 500, height: 300)
    try stage.point(at: 250, 250, in: viewer)
    try stage.show(.plain(0, 40, 30))
    // Keys are answered one after the other: what is told of the last one is told once all are
    // done.
    let events = try stage.startShare("events")
    try eventually("it listens") { events.hasOpen(stage.rootPath + "/default/events") }
    func seen(_ what: String) throws -> Picture {
      let before = events.standardOutput
      try stage.press("e", in: viewer)
      try eventually("the keys before are answered") { events.standardOutput != before }
      try viewer.program.awaitRest(of: .milliseconds(150))
      return try viewer.window.picture(of: part)
    }
    for _ in 0..<13 { try stage.press("plus", in: viewer) }
    let black = try seen("black")
    try stage.press("m", in: viewer)
    try stage.show(.noise(40, 30))
    let numbers = try seen("the frame")
    #expect(numbers != black)
    try stage.press("b", in: viewer)
    try eventually("the mark's numbers") { try viewer.window.picture(of: part) == black }
    try stage.press("b", "d", in: viewer)
    // From black the difference is the frame itself, and so are its numbers.
    try eventually("the difference's numbers") { try viewer.window.picture(of: part) == numbers }
  }

  @Test("a difference is no picture: what is clipped is marked in the frame alone")
  func clipped() throws {
    let viewer = try stage.startViewer()
    try stage.show(.plain(0, 640, 480))
    try stage.press("m", "Z", in: viewer)
    func isStriped() throws -> Bool {
      let lower = try viewer.picture().part(XRectangle(x: 0, y: 240, width: 640, height: 240))
      return Set(lower.pixels).count > 1
    }
    try eventually("black is clipped") { try isStriped() }
    try stage.press("d", in: viewer)
    try eventually("there is no difference") { try !isStriped() }
    try stage.press("d", "d", in: viewer)
    try eventually("it is the frame again") { try isStriped() }
  }

  @Test("b shows the frame before while it is held, and a short press keeps it")
  func peek() throws {
    let stage = try Stage(on: XServer(repeatsKeys: true))
    let viewer = try stage.startViewer()
    let colours: [UInt32] = [0x20_4060, 0x80_A0C0]
    for colour in colours { try stage.show(.plain(colour, 640, 480)) }
    func awaitColour(_ colour: UInt32) throws {
      try eventually("\(String(colour, radix: 16))") {
        try viewer.window.pixel(320, 300) == colour
      }
    }
    viewer.window.takeFocus()
    try stage.hands("keydown", "b")
    try awaitColour(colours[0])
    usleep(1_500_000)  // it repeats meanwhile
    #expect(try viewer.window.pixel(320, 300) == colours[0])
    try stage.hands("keyup", "b")
    try awaitColour(colours[1])
    try XLibrary(on: #require(stage.server)).press(keysym: UInt(UInt8(ascii: "b")))
    try awaitColour(colours[0])
    usleep(500_000)
    #expect(try viewer.window.pixel(320, 300) == colours[0])
  }

  @Test("a frame of another size is shown as it is, and the words say what is marked")
  func otherSize() throws {
    let viewer = try stage.startViewer("--geometry", "640x480")
    try stage.show(.plain(0x30_6090, 320, 200))
    try stage.press("m", "d", in: viewer)
    try eventually("no difference") { try viewer.window.pixel(320, 240) == 0 }
    try stage.show(.plain(0x90_6030, 300, 200))
    try eventually("the frame itself") { try viewer.window.pixel(320, 240) == 0x90_6030 }
    #expect(try viewer.picture().isDark(atX: 600, y: 22), "the words")
  }
}
