import Glibc
import TestSupport
import Testing

@Suite("Files of cameras") struct CameraFilesTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// A PNG that says which camera took it, and when (EXIF 2.32: `Model` and `DateTime`), behind so
  /// many other bytes.
  private static func picture(
    _ camera: String, at time: String = "2026:11:27 18:40:05", behind count: Int = 0
  ) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func entry(_ tag: Int, _ text: String, at offset: Int) -> [UInt8] {
      number(tag, 2) + number(2, 2) + number(text.utf8.count + 1, 4) + number(offset, 4)
    }
    let data = 8 + 2 + 2 * 12 + 4
    let block =
      Array("II*\0".utf8) + number(8, 4) + number(2, 2) + entry(272, camera, at: data)
      + entry(306, time, at: data + camera.utf8.count + 1) + number(0, 4)
      + Array("\(camera)\0\(time)\0".utf8)
    let file = Picture.plain(0xFF_0000).png()
    let head = 8 + 25  // the signature, and IHDR
    var chunk: [UInt8] = []
    if count > 0 { PNGChunk("prVt", [UInt8](repeating: 0, count: count)).append(to: &chunk) }
    PNGChunk("eXIf", block).append(to: &chunk)
    return Array(file[..<head] + chunk + file[head...])
  }

  @Test("what a camera says is in list --json, of put pictures, of slides and of streams")
  func details() throws {
    let path = try stage.folder.write(Self.picture("Shmicam"), to: "a.png")
    let words = "\"details\":\"camera: Shmicam\\ntaken: 2026-11-27T18:40:05\""
    #expect(try stage.share("put", "-q", path) == Outcome(0))
    #expect(try stage.share("list", "--json").output.contains(words))
    #expect(try stage.share("stream", "-q", "--channel", "stream", path) == Outcome(0))
    let show = try stage.start(Product.shmshare.path, ["slideshow", "--channel", "show", path])
    try eventually("all three say it") {
      try stage.share("list", "--json").output.components(of: words) == 3
    }
    try show.end(by: SIGTERM)
  }

  /// A PNG that says in what zone its camera's clock goes (EXIF 2.32: `DateTimeOriginal` and
  /// `OffsetTimeOriginal`).
  private static func zonedPicture() -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
      number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4)
    }
    let (more, data) = (8 + 2 + 12 + 4, 8 + 2 + 12 + 4 + 2 + 2 * 12 + 4)
    let first = number(1, 2) + entry(0x8769, 4, 1, more) + number(0, 4)
    let second =
      number(2, 2) + entry(0x9003, 2, 20, data) + entry(0x9011, 2, 7, data + 20) + number(0, 4)
    let block =
      Array("II*\0".utf8) + number(8, 4) + first + second
      + Array("2020:11:27 18:40:05\0+01:00\0".utf8)
    let file = Picture.plain(0xFF_0000).png()
    let head = 8 + 25  // the signature, and IHDR
    var chunk: [UInt8] = []
    PNGChunk("eXIf", block).append(to: &chunk)
    return Array(file[..<head] + chunk + file[head...])
  }

  @Test("a file's time stands in its details, and is never the frame's time of capture")
  func noCapture() throws {
    let path = try stage.folder.write(Self.zonedPicture(), to: "a.png")
    let (taken, words) = ("\"details\":\"taken: 2020-11-27", "\"captured\":null,")
    #expect(try stage.share("put", "-q", path) == Outcome(0))
    #expect(try stage.share("stream", "-q", "--channel", "stream", path) == Outcome(0))
    let show = try stage.start(Product.shmshare.path, ["slideshow", "--channel", "show", path])
    try eventually("all three are there, and say when the picture was taken") {
      try stage.share("list", "--json").output.components(of: taken) == 3
    }
    #expect(try stage.share("list", "--json").output.components(of: words) == 3)
    try show.end(by: SIGTERM)
  }

  @Test(
    "--sort exif goes by the camera's clock, wherever a file tells it, and else by the file's")
  func order() throws {
    mkdir(stage.picturesPath, 0o700)
    for (name, time) in [("a", "2026:03:01"), ("b", "2026:01:01"), ("c", "2026:02:01")] {
      try stage.folder.write(
        Self.picture("Shmicam", at: time + " 12:00:00", behind: name == "b" ? 500_000 : 0),
        to: "pictures/\(name).png")
    }
    try stage.folder.write(Picture.plain(0xFF).png(), to: "pictures/now.png")
    try stage.keepFrames()
    let show = try stage.startShow("--sort", "exif", "-t", "0.2")
    #expect(try show.next(4) == "b.png c.png a.png now.png")
  }

  @Test("--sort exif takes a camera's clock that does not say its zone for one of this place")
  func zones() throws {
    mkdir(stage.picturesPath, 0o700)
    stage.environment["TZ"] = "SHM-5"  // five hours ahead of UTC
    try stage.folder.write(Self.zonedPicture(), to: "pictures/b.png")  // 17:40 UTC
    for (name, time) in [("a", "23:00:00"), ("c", "22:00:00")] {
      try stage.folder.write(
        Self.picture("Shmicam", at: "2020:11:27 " + time), to: "pictures/\(name).png")
    }
    try stage.keepFrames()
    let show = try stage.startShow("--sort", "exif", "-t", "0.2")
    #expect(try show.next(3) == "c.png b.png a.png")
  }

  @Test("a raw file and a JPEG of one name are one slide, as --prefer says")
  func pairs() throws {
    try stage.fill("1.jpg", "1.nef", "2.cr3")
    try stage.folder.write(Array("<xmp/>".utf8), to: "pictures/1.xmp")
    try stage.keepFrames()
    for (options, shown) in [([], "1.jpg"), (["--prefer", "raw"], "1.nef")] {
      let show = try stage.startShow(["-t", "0.2"] + options, of: stage.picturesPath)
      let titles = try show.next(4).split(separator: " ")
      #expect(titles == [titles[0], titles[1], titles[0], titles[1]])
      #expect(Set(titles) == [Substring(shown), "2.cr3"])
      try show.program.end(by: SIGTERM)
    }
  }
}

extension String {
  /// How often it has that part.
  fileprivate func components(of part: String) -> Int {
    var (rest, count) = (self[...], 0)
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
