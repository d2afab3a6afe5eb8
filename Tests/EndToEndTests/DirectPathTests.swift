import Glibc
import TestSupport
import Testing

@Suite("A picture at its own size") struct DirectPathTests {
  @Test(
    "every pixel of the window is the file's", arguments: [(640, 480), (333, 77), (1440, 1080)])
  func pixelExact(width: Int, height: Int) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    let picture = Picture.noise(width, height)
    try stage.show(picture)
    #expect(viewer.window.frame?.width == width)
    #expect(viewer.window.frame?.height == height)
    #expect(try viewer.picture().difference(from: picture) == nil)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("save gives back the pixels, as PNG and as PPM")
  func saved() throws {
    let stage = try Stage()
    let picture = Picture.noise(123, 45)
    try stage.put(picture)
    let (png, ppm) = (stage.folder.path("saved.png"), stage.folder.path("saved.ppm"))
    #expect(try stage.share("save", png) == Outcome(0))
    #expect(try Picture(png: Folder.contents(png)).difference(from: picture) == nil)
    #expect(try stage.share("save", ppm) == Outcome(0))
    #expect(Folder.contents(ppm) == picture.ppm())
  }

  @Test("save gives back straight alpha exactly")
  func savedAlpha() throws {
    let stage = try Stage()
    let colours = Picture.noise(64, 64)
    let picture = Picture(width: 64, height: 64) { x, y in
      colours[x, y] & 0xFF_FFFF | UInt32(x * 4) << 24
    }
    try stage.put(picture)
    let path = stage.folder.path("saved.png")
    #expect(try stage.share("save", path) == Outcome(0))
    #expect(try Picture(png: Folder.contents(path)).difference(from: picture) == nil)
  }

  @Test("100 frames are shown while the viewer never has a frame's pixels in its memory")
  func neverMapped() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--stats")
    let pictures = (1...4).map { Picture.noise(320, 240, seed: $0) }
    let files = try pictures.enumerated().map { try stage.file($1, "\($0).png") }
    let maps = "/proc/\(viewer.program.processID)/maps"
    for number in 0..<100 {
      try stage.show(file: files[number % 4])
      #expect(try viewer.picture().difference(from: pictures[number % 4]) == nil)
      let map = String(decoding: Folder.contents(maps), as: UTF8.self)
      #expect(map.contains("shmview"), "the map itself was read")
      let frames = map.split(separator: "\n").filter { $0.contains("/frame-") }
      #expect(frames.allSatisfy(Self.isHeader), "\(frames)")
    }
    let last = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(last.shown == 100)
    #expect(last.direct >= 100)
    #expect(last.composed == 0)
    #expect(last.plain == 0)
  }

  /// Whether a line of proc_pid_maps(5) tells of a frame's first page, to be read, and nothing
  /// more.
  private static func isHeader(_ line: Substring) -> Bool {
    let fields = line.split(separator: " ")
    let ends = fields[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
    return ends[1] - ends[0] == 4096 && fields[1] == "r--s" && UInt(fields[2], radix: 16) == 0
  }

  @Test("a picture with alpha lies over a checkerboard, blended to one step of the exact value")
  func alpha() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    try stage.show(Picture(width: 200, height: 200) { _, _ in 0 })
    let board = try viewer.picture()
    #expect(Set(board.pixels).count == 2, "two colours of squares")
    let colours = Picture.noise(200, 200)
    try stage.show(
      Picture(width: 200, height: 200) { x, y in colours[x, y] & 0xFF_FFFF | UInt32(y) << 24 })
    let blended = try viewer.picture()
    var worst = 0.0
    for y in 0..<200 {
      for x in 0..<200 {
        for shift in [0, 8, 16] as [UInt32] {
          let (over, under) = (colours[x, y] >> shift & 0xFF, board[x, y] >> shift & 0xFF)
          let alpha = Double(y) / 255
          let exact = Double(over) * alpha + Double(under) * (1 - alpha)
          worst = max(worst, abs(exact - Double(blended[x, y] >> shift & 0xFF)))
        }
      }
    }
    // One step for premultiplying in 8 bits, one for blending, rounding on top.
    #expect(worst <= 2.5)
  }
}
