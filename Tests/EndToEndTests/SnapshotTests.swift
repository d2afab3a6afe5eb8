import Glibc
import ShmChannel
import ShmShow
import TestSupport
import Testing

@Suite("shmview --snapshot") struct SnapshotTests {
  private let stage: Stage
  private var file: String { stage.folder.path("out.png") }

  init() throws { stage = try Stage() }

  @Test("is the picture itself, pixel by pixel, without an X server")
  func exact() throws {
    let picture = Picture.noise(123, 77)
    try put(picture)
    #expect(try stage.view("--snapshot", file) == Outcome(0))
    #expect(try Picture(png: Folder.contents(file)) == picture)
  }

  @Test(
    "is what a window of that size shows",
    arguments: ["shrink", "fit", "fill", "none"], ["200x150", "64x300", "700x500"])
  func likeTheWindow(fit: String, size: String) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--fit", fit, "--geometry", size)
    try stage.show(.photograph(480, 340))
    let file = stage.folder.path("out.png")
    #expect(try stage.view("--snapshot", file, "--fit", fit, "--geometry", size) == Outcome(0))
    try viewer.awaitPicture(Picture(png: Folder.contents(file)))
  }

  @Test("with -i it tells of the channel's slideshow, as a window does")
  func slideshow() throws {
    try put(.plain(0x10_2030, 640, 400))
    let before = try panelHeight()
    let show = try Show(on: .standard, root: stage.root)
    try show.update(ShowStatus(state: .playing, position: 2, count: 3))
    #expect(try panelHeight() > before)
  }

  /// How many rows of a plain picture the panel reaches down to.
  private func panelHeight() throws -> Int {
    #expect(try stage.view("--snapshot", file, "-i") == Outcome(0))
    let picture = try Picture(png: Folder.contents(file))
    let bare = picture[639, 399]
    return picture.pixels.lastIndex { $0 != bare }.map { $0 / picture.width } ?? 0
  }

  @Test("writes PPM for a name that ends so, and to standard output")
  func ppm() throws {
    try put(.plain(0x10_2030, 3, 2))
    let pixels = String(repeating: "\u{10}\u{20}\u{30}", count: 6)
    #expect(try stage.view("--snapshot", "-") == Outcome(0, output: "P6\n3 2\n255\n" + pixels))
    let file = stage.folder.path("out.ppm")
    #expect(try stage.view("--snapshot", file) == Outcome(0))
    #expect(Folder.contents(file) == Array(("P6\n3 2\n255\n" + pixels).utf8))
  }

  @Test("says why there is none, and leaves the file as it was")
  func errors() throws {
    try stage.folder.write([1, 2, 3], to: "out.png")
    let (none, nowhere) = (
      "shmview: there is no channel default\n",
      stage.folder.path("missing/out.png")
    )
    #expect(try stage.view("--snapshot", file) == Outcome(66, errors: none))
    try put(.noise(20, 20))
    #expect(
      try stage.view("--snapshot", nowhere)
        == Outcome(66, errors: "shmview: \(nowhere): its folder is not there\n"))
    #expect(
      try stage.view("--snapshot", "/dev/full")
        == Outcome(74, errors: "shmview: /dev/full: No space left on device\n"))
    #expect(
      try stage.view("--slideshow", "/tmp", "--snapshot", file)
        == Outcome(
          64,
          errors: "shmview: --snapshot writes the picture that a channel has now; "
            + "it cannot go with --slideshow\n"))
    #expect(
      try stage.view("--snapshot", file, "-f")
        == Outcome(
          64,
          errors: "shmview: --fullscreen and --monitor need a screen, --snapshot has none; "
            + "its size is --geometry\n"))
    #expect(Folder.contents(file) == [1, 2, 3])
  }

  @Test("a name of a format that nobody writes is refused, by both programs")
  func otherFormat() throws {
    try put(.noise(20, 20))
    for ending in ["jpg", "raw", "npy.gz"] {
      let path = stage.folder.path("out." + ending)
      let stem = path.dropLast(ending == "npy.gz" ? 3 : 4)
      let advice = "are written; name it \(stem).png, or \(stem).npy, which has room for all\n"
      #expect(
        try stage.view("--snapshot", path)
          == Outcome(64, errors: "shmview: \(path): only PNG, PPM, NPY and PFM \(advice)"))
      #expect(
        try stage.share("save", path)
          == Outcome(64, errors: "shmshare: \(path): only PNG, PPM, PGM, NPY and PFM \(advice)"))
      #expect(access(path, F_OK) != 0)
    }
    #expect(try stage.view("--snapshot", stage.folder.path("out.pgm")).ending == .exited(64))
  }

  @Test("a name that is not UTF-8 is a name")
  func bytes() throws {
    try put(.noise(20, 20))
    let script = "cd \(stage.folder.path) && exec \(Product.shmview.path) --snapshot $'f\\xfc.png'"
    #expect(try stage.run("bash", ["-c", script]) == Outcome(0))
    #expect(
      try stage.run("bash", ["-c", "test -s \(stage.folder.path)/$'f\\xfc.png'"]) == Outcome(0))
  }

  /// Publishes without waiting for a viewer, since there is none.
  private func put(_ picture: Picture) throws {
    let path = try stage.folder.write(picture.png(), to: "picture.png")
    #expect(try stage.share(path).ending == .exited(0))
  }
}
