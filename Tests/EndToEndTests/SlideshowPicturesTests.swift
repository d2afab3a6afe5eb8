import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("Slideshows of a directory that changes") struct SlideshowPicturesTests {
  @Test("pictures are shown in their natural order, again and again")
  func order() throws {
    let stage = try Stage()
    try stage.fill("9.png", "10.png", "a.png")
    try stage.keepFrames()
    let show = try stage.startShow("--interval", "0.1")
    #expect(try show.next(7) == "9.png 10.png a.png 9.png 10.png a.png 9.png")
    #expect(show.program.standardError.isEmpty)
  }

  @Test("what is published is the picture")
  func pixels() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "500x400")
    try stage.fill("a.png")
    try stage.place(.noise(300, 200), "b.png")
    let show = try stage.startShow("-t", "3600")
    try viewer.awaitPicture(.plain(Stage.colour(of: "a.png")))
    try show.steer("next")
    try viewer.awaitPicture(.noise(300, 200))
  }

  @Test("a new picture is shown next, and then the order goes on")
  func newPicture() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    try stage.fill("z.png")
    try show.awaitCount(4)
    try show.steer("next")
    #expect(try show.next() == "z.png")
    try show.steer("next")
    #expect(try show.next() == "b.png")
  }

  @Test("with --newest each new picture is shown at once")
  func newest() throws {
    let stage = try Stage()
    try stage.fill("a.png")
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    for name in ["c.png", "b.png", "d.png"] {
      try stage.fill(name)
      #expect(try show.next() == name)
    }
  }

  /// A camera's raw file as far as TIFF shows it: a reduced copy, of two pixels.
  private static let raw: [UInt8] = {
    let entries: [(tag: UInt8, value: UInt8)] = [
      (254, 1), (0, 2), (1, 1), (2, 8), (3, 1), (6, 1), (17, 8), (21, 1), (22, 1), (23, 2),
    ]
    let directory = entries.flatMap { entry -> [UInt8] in
      [entry.tag, entry.tag == 254 ? 0 : 1, 4, 0, 1, 0, 0, 0, entry.value, 0, 0, 0]
    }
    return Array("II*\0".utf8) + [10, 0, 0, 0, 7, 9, UInt8(entries.count), 0] + directory + [
      0, 0, 0, 0,
    ]
  }()

  @Test("with --newest a camera's pair of a JPEG and a raw file ends on the JPEG")
  func newestPair() throws {
    let stage = try Stage()
    try stage.fill("a.png")
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    try stage.place(.noise(40, 30), "DSC_0001.JPG")
    try stage.folder.write(Self.raw, to: "pictures/DSC_0001.NEF")
    #expect(try show.next() == "DSC_0001.JPG")
    try stage.fill("b.png")
    #expect(try show.next() == "b.png")
    #expect(show.program.standardError.isEmpty)
    #expect(try stage.held().generation == 3)
  }

  @Test("the picture on screen that is replaced on disk is shown anew")
  func replaced() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    for seed in 1...3 as ClosedRange<UInt64> {
      try stage.place(.noise(90, 70, seed: seed), "a.png")
      #expect(try show.next() == "a.png")
      #expect(try stage.held().picture == .noise(90, 70, seed: seed))
    }
    // Written in place, too.
    try stage.folder.write(Picture.noise(50, 40).png(), to: "pictures/a.png")
    try eventually("the last contents are shown") { try stage.held().picture == .noise(50, 40) }
  }

  @Test("deleted pictures leave the show, and the one on screen stays till its time is over")
  func deleted() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    for name in ["a.png", "b.png"] { Folder.remove(stage.picturesPath + "/" + name) }
    try show.awaitCount(1)
    #expect(try stage.held().generation == 1)
    try show.steer("next")
    #expect(try show.next() == "c.png")
  }

  @Test("every good picture among broken ones is shown, and each broken one costs one line")
  func broken() throws {
    let stage = try Stage()
    try stage.fill("a.png", "c.png", "e.png")
    let bytes = Picture.noise(60, 40).png()
    try stage.folder.write(Array(bytes.prefix(bytes.count / 2)), to: "pictures/b.png")
    try stage.folder.write(Array("no picture".utf8), to: "pictures/d.png")
    try stage.folder.write([], to: "pictures/d1.png")
    #expect(mkfifo(stage.picturesPath + "/d2.png", 0o600) == 0)
    try stage.keepFrames()
    let show = try stage.startShow("-t", "0.1")
    #expect(try show.next(6) == "a.png c.png e.png a.png c.png e.png")
    #expect(
      show.program.standardError
        == "shmshare: \(stage.picturesPath)/b.png: the PNG file is incomplete: "
        + "part of the picture is missing\n")
    try stage.fill("b.png")
    var titles: Set<String> = []
    while !titles.contains("b.png") { titles.insert(try show.next()) }
  }

  @Test("a put during a show is shown until the next slide")
  func put() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    try stage.put(.noise(30, 20))
    #expect(try show.next() == "picture.png")
    try show.steer("next")
    #expect(try show.next() == "b.png")
  }

  @Test("a show of one round ends after the last picture")
  func once() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png")
    try stage.keepFrames()
    let show = try stage.startShow("--once", "-t", "0.2", "--reverse")
    #expect(try show.next(3) == "c.png b.png a.png")
    #expect(try Outcome(of: show.program) == Outcome(0))
    #expect(try stage.listed()[0].show == nil)
  }

  @Test("a list of files is a show, too, and jump finds a picture by its name")
  func list() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png")
    let paths = ["pictures/c.png", "", "pictures/a.png", "pictures/missing.png"]
    try stage.folder.write(Array((paths.joined(separator: "\n") + "\n").utf8), to: "list")
    let arguments = ["-C", stage.folder.path, Product.shmshare.path, "slideshow", "-t", "3600"]
    let program = try stage.start("env", arguments + ["--filelist", "list"])
    try eventually("the first is shown") { (try? stage.held().generation) == 1 }
    // The show tells of itself a moment after its picture is there.
    try eventually("both are counted") { try stage.listed()[0].show?.count == 2 }
    #expect(try stage.share("jump", "c.png") == Outcome(0))
    try eventually("the second is shown") { try stage.listed()[0].title == "c.png" }
    #expect(try program.end() == .exited(0))
  }
}
