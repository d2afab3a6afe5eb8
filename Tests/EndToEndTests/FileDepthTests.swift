import Glibc
import TestSupport
import Testing

@Suite("Samples of files and streams, and back") struct FileDepthTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// A PFM of one row, low byte first.
  private static func pfm(_ values: Float...) -> [UInt8] {
    Array("Pf\n\(values.count) 1\n-1\n".utf8) + NumberFiles.bytes(values.map(\.bitPattern))
  }

  /// A PGM of one row of 16 bits.
  private static func pgm(_ values: UInt16...) -> [UInt8] {
    Array("P5 \(values.count) 1 65535\n".utf8) + NumberFiles.bytes(values, big: true)
  }

  private func put(_ arguments: String..., bytes: [UInt8]) throws -> Outcome {
    let path = try stage.folder.write(bytes, to: "picture")
    return try stage.run(Product.shmshare.path, ["put", "-q"] + arguments + [path])
  }

  @Test("a range goes into the header: two numbers, or found in the picture")
  func range() throws {
    for (option, low, high) in [("-1:4095", -1.0, 4095.0), ("auto", 7, 900), ("robust", 7, 900)] {
      #expect(try put("--range", option, bytes: Self.pgm(7, 100, 900)) == Outcome(0))
      let listed = try stage.listed()[0]
      #expect(listed.format == "gray16le" && listed.range == [low, high], "\(option)")
    }
    #expect(try put(bytes: Array("P5 1 1 4095\n".utf8) + [1, 0]) == Outcome(0))
    #expect(try stage.listed()[0].range == [0, 4095])
  }

  @Test("--depth 8 gives what a viewer shows, and a slideshow does by itself")
  func eight() throws {
    #expect(try put("--depth", "8", "--range", "0:2", bytes: Self.pfm(0, 1, 2)) == Outcome(0))
    #expect(try stage.listed()[0].format == "bgrx")
    let path = try stage.folder.write(Self.pfm(0, 1, 2), to: "slide.pfm")
    for (options, format) in [([], "bgrx"), (["--depth", "keep"], "grayf32le")] {
      let show = try stage.start(
        Product.shmshare.path, ["slideshow", "--channel", "show", path] + options)
      try eventually("the slide is there as \(format)") {
        try stage.listed().contains { $0.channel == "show" && $0.format == format }
      }
      try show.end(by: SIGTERM)
    }
  }

  @Test("--depth 8 has the range in its bytes, and none in the header")
  func eightByRange() throws {
    let file =
      Array("P5 5 1 4095\n".utf8)
      + NumberFiles.bytes([284, 1000, 1500, 2000, 4029] as [UInt16], big: true)
    let path = try stage.folder.write(file, to: "picture.pgm")
    let saved = stage.folder.path("saved.ppm")
    for (range, grays) in [
      ("1000:2000", [0, 0, 128, 255, 255]), ("2000:1000", [255, 255, 128, 0, 0]),
      ("auto", [0, 49, 83, 117, 255]),
    ] as [(String, [UInt8])] {
      for command in ["put", "stream"] {
        #expect(
          try stage.share(command, "-q", "--depth", "8", "--range", range, path) == Outcome(0))
        #expect(try stage.listed()[0].range == nil, "\(command) \(range)")
        #expect(try stage.share("save", saved) == Outcome(0))
        #expect(
          Array(Folder.contents(saved).suffix(15)) == grays.flatMap { [$0, $0, $0] },
          "\(command) \(range)")
      }
    }
  }

  @Test("raw frames stay as they are, with their range; follow and save give them back")
  func streams() throws {
    let frame = NumberFiles.bytes([0, 300, 4095, 1] as [UInt16])
    let path = try stage.folder.write(frame, to: "raw")
    let streamed = try stage.share(
      "stream", "-q", "--raw", "gray16le:2x2", "--range", "0:4095", path)
    #expect(streamed == Outcome(0))
    let listed = try stage.listed()[0]
    #expect(listed.format == "gray16le" && listed.range == [0, 4095])
    let raw = stage.folder.path("out.raw")
    #expect(try stage.share("follow", "-n", "1", "-o", raw) == Outcome(0))
    #expect(Folder.contents(raw) == frame)
    let (saved, followed) = (stage.folder.path("a.npy"), stage.folder.path("b.npy"))
    #expect(try stage.share("save", saved) == Outcome(0))
    #expect(try stage.share("follow", "-n", "1", "-o", followed) == Outcome(0))
    #expect(Array(Folder.contents(saved).suffix(8)) == frame)
    #expect(Folder.contents(saved) == Folder.contents(followed))
    // In video 300 of 4,095 is 19 of 255: luma 16 to 235.
    let video = stage.folder.path("video")
    let script = "'\(Product.shmshare.path)' follow -n 1 > '\(video)'"
    #expect(try stage.run("bash", ["-c", script]) == Outcome(0))
    #expect(Array(Folder.contents(video).suffix(6).prefix(4)) == [16, 32, 235, 16])
  }

  @Test("what a format has no room for is refused with 64, and names those that have")
  func refused() throws {
    #expect(try put(bytes: Self.pfm(0, 1)) == Outcome(0))
    for (name, format) in [("out.png", "PNG"), ("out", "PNG"), ("out.ppm", "PPM")] {
      let path = stage.folder.path(name)
      let stem = stage.folder.path("out")
      #expect(
        try stage.share("save", path)
          == Outcome(
            64,
            errors: "shmshare: \(path): \(format) has no room for floating-point samples "
              + "(grayf32le); name it \(stem).npy or \(stem).pfm\n"))
      #expect(access(path, F_OK) != 0)
    }
    #expect(try stage.share("save", stage.folder.path("out.pfm")) == Outcome(0))
    #expect(Folder.contents(stage.folder.path("out.pfm")).suffix(8) == Self.pfm(0, 1).suffix(8))
    try stage.put(.plain(7))
    let path = stage.folder.path("out.pgm")
    #expect(
      try stage.share("save", path)
        == Outcome(
          64,
          errors: "shmshare: \(path): PGM has no room for colors (bgrx); name it "
            + "\(stage.folder.path("out.ppm")) or \(stage.folder.path("out.png"))\n"))
  }

  @Test("alpha that a format has no room for is refused, unless it is full everywhere")
  func alpha() throws {
    let path = stage.folder.path("out.ppm")
    let stem = stage.folder.path("out")
    func put(_ type: String, _ samples: [UInt8]) throws {
      let file = NumberFiles.npy(type, "(1, 2, 4)", samples)
      let numbers = try stage.folder.write(file, to: "picture.npy")
      #expect(try stage.share("put", "-q", numbers) == Outcome(0))
    }
    try put("|u1", [1, 2, 3, 255, 4, 5, 6, 254])
    #expect(
      try stage.share("save", path)
        == Outcome(
          64,
          errors: "shmshare: \(path): PPM has no room for alpha (rgba); name it \(stem).png "
            + "or \(stem).npy\n"))
    #expect(try stage.share("save", "\(stem).pfm").ending == .exited(64))
    #expect(try stage.share("save", "\(stem).png") == Outcome(0))
    try put("<u2", NumberFiles.bytes([1, 2, 3, 65_535, 4, 5, 6, 255] as [UInt16]))
    #expect(try stage.share("save", path).ending == .exited(64))
    try put("|u1", [1, 2, 3, 255, 4, 5, 6, 255])
    #expect(try stage.share("save", path) == Outcome(0))
    #expect(Folder.contents(path).suffix(6) == [1, 2, 3, 4, 5, 6])
  }

  @Test("wrong ranges and arrays that are no pictures are told, and the frame before stays")
  func bad() throws {
    #expect(try put(bytes: Self.pgm(1, 2)) == Outcome(0))
    for range in ["5:5", "nan:1", "0:inf", "1", "all"] {
      let words =
        "The value '\(range)' is invalid for '--range <range>': it takes LOW:HIGH "
        + "(two finite numbers that differ), auto or robust"
      #expect(
        try put("--range", range, bytes: Self.pgm(1))
          == Outcome(64, errors: "shmshare: \(words); see shmshare put --help\n"))
    }
    let path = stage.folder.path("picture")
    let data = [UInt8](repeating: 0, count: 64)
    let shapes =
      "in place of (rows, columns), (rows, columns, 1, 3 or 4 samples) or (samples, rows, columns)"
    for (type, shape, words) in [
      ("|O", "(2, 2)", "elements that are not numbers (|O)"),
      ("[('a', '<f4')]", "(2, 2)", "elements of several fields"),
      ("<c16", "(2, 2)", "elements of type <c16"),
      ("<f4", "(16,)", "shape (16) \(shapes)"),
      ("<f4", "(2, 2, 2)", "shape (2, 2, 2) \(shapes)"),
    ] {
      #expect(
        try put(bytes: NumberFiles.npy(type, shape, data))
          == Outcome(
            65, errors: "shmshare: \(path): NPY with \(words) is not supported; convert it first\n")
      )
    }
    #expect(
      try put(bytes: NumberFiles.npy("<f4", "(30000, 30000)", data))
        == Outcome(
          65,
          errors: "shmshare: \(path): 30000x30000 is more than the limit of 400000000 pixels; "
            + "--max-pixels raises it\n"))
    #expect(
      try put(bytes: NumberFiles.npy("<f4", "(10, 10)", data))
        == Outcome(
          65,
          errors: "shmshare: \(path): the NPY file is incomplete: part of the picture is missing\n")
    )
    for (kind, flags) in [("tiles", 0x200), ("deep data", 0x800)] {
      let file = EXRTestFile(width: 4, height: 4, channels: [("Y", 2)], flags: flags)
      #expect(
        try put(bytes: file.bytes { _, x, y in NumberFiles.bytes([Float(x + y).bitPattern]) })
          == Outcome(
            65,
            errors: "shmshare: \(path): OpenEXR with \(kind) is not supported; convert it first\n")
      )
    }
    #expect(try stage.listed()[0].generation == 1)
  }

  @Test("numbers that became floats are told")
  func remark() throws {
    let path = try stage.folder.write(
      NumberFiles.npy("<i4", "(2, 2)", [UInt8](repeating: 0, count: 16)), to: "numbers.npy")
    #expect(
      try stage.share("put", path)
        == Outcome(
          0, output: "default: generation 1, 2x2, numbers.npy\n",
          errors: "shmshare: \(path): its int32 numbers became float32\n"))
  }
}
