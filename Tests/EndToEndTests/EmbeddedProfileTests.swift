import Glibc
import TestSupport
import Testing

@Suite("Colors of files with a profile") struct EmbeddedProfileTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// A TIFF of one pixel, red, whose profile is a few bytes of nonsense.
  private var damaged: [UInt8] {
    let entries: [(tag: Int, type: Int, count: Int, value: Int)] = [
      (256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 2),
      (273, 4, 1, 8),
      (277, 3, 1, 3), (278, 3, 1, 1), (279, 4, 1, 3), (34_675, 7, 4, 0x2A2A_2A2A),
    ]
    func bytes(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    return Array("II*\0".utf8) + bytes(12, 4) + [200, 60, 30, 0] + bytes(entries.count, 2)
      + entries.flatMap {
        bytes($0.tag, 2) + bytes($0.type, 2) + bytes($0.count, 4) + bytes($0.value, 4)
      }
      + bytes(0, 4)
  }

  /// A PNG whose colours are those of BT.2020.
  private var wide: [UInt8] {
    let file = Picture.plain(0xC8_3C1E).png()
    let head = 8 + 25  // the signature, and IHDR
    var chunk: [UInt8] = []
    PNGChunk("cICP", [9, 13, 0, 1]).append(to: &chunk)
    return Array(file[..<head] + chunk + file[head...])
  }

  private func pixels() throws -> [UInt8] {
    let path = stage.folder.path("saved.ppm")
    #expect(try stage.share("save", path) == Outcome(0))
    return Folder.contents(path)
  }

  /// What the newest frames say of their files' profiles.
  private func isListed(_ words: String) throws -> Bool {
    try stage.share("list", "--json").output.contains("\"details\":\"profile: \(words)\"")
  }

  @Test(
    "become sRGB in put, stream and slideshow, unless they are to be ignored; the frame says which")
  func options() throws {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(folder)/ImageDecodingTests/Fixtures/p3-nclx.avif"
    #expect(try stage.share("put", "-q", path) == Outcome(0))
    let converted = try pixels()
    #expect(try isListed("Display P3, converted to sRGB"))
    #expect(try stage.share("put", "-q", "--embedded-profile", "ignore", path) == Outcome(0))
    let ignored = try pixels()
    #expect(try isListed("Display P3, ignored"))
    #expect(converted != ignored && converted.count == ignored.count)
    for (options, expected, words) in [
      ([], converted, "converted to sRGB"), (["--embedded-profile", "ignore"], ignored, "ignored"),
    ] {
      let show = try stage.start(Product.shmshare.path, ["slideshow", path] + options)
      try eventually("the slide is there: \(options)") { try pixels() == expected }
      #expect(try isListed("Display P3, \(words)"))
      try show.end(by: SIGTERM)
      let arguments = ["stream", "-q", try stage.folder.write(wide, to: "wide.png")] + options
      #expect(try stage.run(Product.shmshare.path, arguments) == Outcome(0))
      #expect(try isListed("BT.2020, \(words)"))
    }
  }

  @Test("that is damaged cost one line, not the picture")
  func damage() throws {
    let path = try stage.folder.write(damaged, to: "red.tiff")
    let line = "\(path): its color profile is damaged, so its colors are shown as sRGB\n"
    let outcome = try stage.share("put", path)
    #expect(outcome.ending == .exited(0))
    #expect(outcome.errors.hasPrefix("shmshare: \(line)"), "\(outcome)")
    #expect(try stage.share("put", "-q", path) == Outcome(0))
    #expect(Array(try pixels().suffix(3)) == [200, 60, 30])
    #expect(try isListed("unnamed, damaged"))
    let show = try stage.start(Product.shmshare.path, ["slideshow", "--channel", "show", path])
    try eventually("the show says it") { show.standardError.contains("shmshare: \(line)") }
    try show.end(by: SIGTERM)
  }
}
