import Glibc
import TestSupport
import Testing

@Suite("Slideshows of a directory full of broken pictures") final class SlideshowBrokenTests {
  private static let samples: [Sample] = [.png, .jpeg, .gif, .ppm, .svg]

  private let stage: Stage
  private var count = 0
  private var good: Set<String> = []

  init() throws {
    stage = try Stage()
    mkdir(stage.picturesPath, 0o700)
  }

  /// A path for the next broken file, behind a good one of its own.
  private func next(_ name: String) throws -> String {
    count += 1
    if count % 4 == 1 {
      good.insert("\(count)-good.png")
      try stage.fill("\(count)-good.png")
    }
    return "pictures/\(count)-\(name)"
  }

  /// Shows until every good picture was seen, and gives each line of complaint by its file's name.
  private func complaints(before: [String] = [], _ options: String...) throws -> [String: String] {
    let show = try stage.startShow(
      before: before, ["-t", "0.05"] + options, of: stage.picturesPath)
    var rest = good
    while !rest.isEmpty { rest.remove(try show.next()) }
    // One more round: nothing broken is tried again.
    rest = good
    while !rest.isEmpty { rest.remove(try show.next()) }
    let start = "shmshare: \(stage.picturesPath)/"
    var words: [String: String] = [:]
    for line in show.program.standardError.split(separator: "\n") {
      let parts = line.dropFirst(start.count).split(separator: ": ", maxSplits: 1).map(String.init)
      try #require(line.hasPrefix(start) && parts.count == 2, "\(line)")
      #expect(words.updateValue(parts[1], forKey: parts[0]) == nil, "told twice: \(line)")
      #expect(!good.contains(parts[0]), "\(line)")
    }
    return words
  }

  @Test("cut at every sixteenth: the good ones are shown, each cut one costs one line")
  func cut() throws {
    var broken: Set<String> = []
    for sample in Self.samples {
      let bytes = try sample.bytes()
      for part in 1...15 {
        let path = try next("\(part)-\(sample)")
        try stage.folder.write(Array(bytes.prefix(bytes.count * part / 16)), to: path)
        broken.insert(String(path.dropFirst("pictures/".count)))
      }
    }
    #expect(Set(try complaints().keys) == broken)
  }

  @Test("with bits flipped: the good ones are shown, each broken one costs one line at most")
  func flipped() throws {
    for sample in Self.samples {
      let bytes = try sample.bytes()
      for bit in stride(from: 3, to: bytes.count * 8, by: max(1, bytes.count * 8 / 15)) {
        var flipped = bytes
        flipped[bit / 8] ^= 1 << (bit % 8)
        try stage.folder.write(flipped, to: next("\(bit)-\(sample)"))
      }
    }
    _ = try complaints()
  }

  @Test("bombs, devices, pipes, loops and what nobody may read do not stop the show")
  func traps() throws {
    try bomb(next("bomb.png"))
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30000' height='30000'>"
    let large = try next("large.svg")
    try stage.folder.write(Array("\(svg)<rect width='9' height='9'/></svg>".utf8), to: large)
    try stage.folder.write([], to: next("empty.png"))
    try stage.folder.write(Array("#!/bin/sh\nexit 1\n".utf8), to: next("script.jpg"))
    try stage.folder.write(Sample.jpeg.bytes(), to: next("wrong-ending.png"))
    try make("pipe.png") { mkfifo($0, 0o600) }
    // The numbers of /dev/null, /dev/zero and /dev/tty.
    for (name, major, minor) in [("null.png", 1, 3), ("zero.png", 1, 5), ("tty.png", 5, 0)] {
      try make(name) { mknod($0, S_IFCHR | 0o600, UInt(major << 8 | minor)) }
    }
    try make("loop.png") { symlink($0, $0) }
    try make("nowhere.png") { symlink("nowhere", $0) }
    try make("up") { symlink("..", $0) }
    try make("directory.png") { mkdir($0, 0o700) }
    let closed = try next("closed.png")
    let closedPath = try stage.folder.write(Sample.png.bytes(), to: closed)
    #expect(chmod(closedPath, 0) == 0)
    #expect(mkdir(stage.folder.path("pictures/shut"), 0) == 0)
    good.insert("5-wrong-ending.png")
    // As root, but with no more rights than the mode of a file gives.
    let complaints = try complaints(
      before: ["setpriv", "--bounding-set=-dac_override,-dac_read_search"], "--recursive")
    let tooLarge = "is more than the limit of 400000000 pixels; --max-pixels raises it"
    #expect(
      complaints == [
        "1-bomb.png": "50000x50000 \(tooLarge)", "2-large.svg": "30000x30000 \(tooLarge)",
        String(closed.dropFirst("pictures/".count)): "no permission to read it",
        "shut": "no permission to read it; passed over",
      ])
  }

  private func make(_ name: String, _ body: (String) -> CInt) throws {
    let path = try stage.folder.path(next(name))
    try #require(body(path) == 0, "\(path)")
  }

  /// A whole PNG of 50,000x50,000 black pixels in 300 kB.
  private func bomb(_ path: String) throws {
    let script = """
      import struct, sys, zlib
      def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
      packer = zlib.compressobj(1)
      rows = b"".join(packer.compress(bytes(6251 * 500)) for _ in range(100)) + packer.flush()
      header = struct.pack(">IIBBBBB", 50000, 50000, 1, 0, 0, 0, 0)
      chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
      open(sys.argv[1], "wb").write(b"\\x89PNG\\r\\n\\x1a\\n" + chunks)
      """
    let outcome = try stage.run("python3", ["-c", script, stage.folder.path(path)])
    try #require(outcome == Outcome(0))
  }
}
