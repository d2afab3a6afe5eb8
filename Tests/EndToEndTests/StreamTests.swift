import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("A stream of frames") struct StreamTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// A PPM file of one color.
  private func ppm(_ color: (UInt8, UInt8, UInt8), _ width: Int = 40, _ height: Int = 30) -> [UInt8]
  {
    Array("P6\n\(width) \(height)\n255\n".utf8)
      + (0..<width * height).flatMap { _ in [color.0, color.1, color.2] }
  }

  private func stream(_ arguments: String..., bytes: [UInt8]) throws -> Outcome {
    let path = try stage.folder.write(bytes, to: "stream")
    return try stage.run(
      Product.shmshare.path, ["stream"] + arguments + [path])
  }

  /// The end of the summary depends on the time.
  private func expect(
    _ outcome: Outcome, _ summary: String, code: CInt = 0, errors: String = ""
  ) {
    #expect(outcome.ending == .exited(code))
    #expect(outcome.errors == errors)
    #expect(outcome.output.hasPrefix("default: \(summary)"), "\(outcome.output)")
  }

  @Test("every frame of a file is published, and the last one stays")
  func everyFrame() throws {
    let bytes = (1...50).flatMap { ppm((UInt8($0), 0, UInt8(200 - $0))) }
    expect(try stream(bytes: bytes), "50 frames, ")
    let (picture, generation) = try stage.held()
    #expect(generation == 50)
    #expect(picture == .plain(0x32_0096, 40, 30))
    #expect(try stage.listed()[0].title == "stream")
    #expect(stage.frames().count <= 2)
  }

  @Test("files of other formats one behind the other, each of its own size")
  func files() throws {
    let pictures = [Picture.noise(31, 17), .noise(64, 48, seed: 2), .noise(5, 90, seed: 3)]
    let bytes = pictures.flatMap { $0.png() }
    expect(try stream("-n", "3", "--title", "a\u{7}b", bytes: bytes), "3 frames, ")
    #expect(try stage.held().picture == pictures[2])
    #expect(try stage.listed()[0].title == "a\u{FFFD}b")
    expect(try stream("--frames", "2", bytes: bytes), "2 frames, ")
    #expect(try stage.held().picture == pictures[1])
  }

  @Test("Radiance pictures one behind the other, as floats; what has no end to be told is refused")
  func floats() throws {
    let pictures = (1...3).flatMap { value -> [UInt8] in
      let pixel: [UInt8] = [UInt8(value * 10), 20, 30, 128]
      let pixels = (0..<6).flatMap { _ in pixel }
      return Array("#?RADIANCE\n\n-Y 2 +X 3\n".utf8) + pixels
    }
    expect(try stream(bytes: pictures), "3 frames, ")
    let frame = try #require(try stage.listed().first)
    #expect(frame.format == "rgbf32le" && frame.generation == 3)
    let tiles: [UInt8] = [0x76, 0x2F, 0x31, 1, 2, 2, 0, 0] + [UInt8](repeating: 0, count: 20)
    let path = stage.folder.path("stream")
    expect(
      try stream(bytes: tiles), "0 frames\n", code: 65,
      errors: "shmshare: \(path): a stream of OpenEXR files with tiles is not supported\n")
    #expect(try stage.listed()[0].generation == 3)
  }

  @Test("frames without a header, with a stride, and to the pixel")
  func raw() throws {
    let row: [UInt8] = [10, 20, 30, 40, 50, 60, 0xEE, 0xEE]
    expect(
      try stream("--raw", "rgb24:2x2:8", bytes: row + row + row + row), "2 frames, ")
    let picture = try stage.held().picture
    #expect(picture.pixels.map { $0 & 0xFF_FFFF } == [0x0A_141E, 0x28_323C, 0x0A_141E, 0x28_323C])
  }

  @Test("YUV4MPEG2 in the color of its samples")
  func y4m() throws {
    let frame =
      Array("FRAME\n".utf8) + [UInt8](repeating: 235, count: 16 * 8)
      + [UInt8](repeating: 128, count: 64)
    let bytes = Array("YUV4MPEG2 W16 H8 F1000:1 C420mpeg2\n".utf8) + frame + frame + frame
    expect(try stream(bytes: bytes), "3 frames, ")
    #expect(try stage.held().picture == .plain(0xFF_FFFF, 16, 8))
  }

  @Test("a stream that ends within a frame shows the one before, and says so")
  func cut() throws {
    let whole = ppm((1, 2, 3))
    let outcome = try stream(bytes: whole + ppm((4, 5, 6)).dropLast(100))
    expect(
      outcome, "1 frame, ",
      errors: "shmshare: \(stage.folder.path("stream")): ends within a picture, of which "
        + "\(whole.count - 100) bytes have come; it was dropped\n")
    #expect(try stage.held().picture == .plain(0x01_0203, 40, 30))
  }

  @Test("garbage between frames is an error with its place, and the last good frame stays")
  func garbage() throws {
    let whole = ppm((1, 2, 3))
    let outcome = try stream(bytes: whole + Array("GIF87a, or not".utf8))
    expect(
      outcome, "1 frame, ", code: 65,
      errors: "shmshare: \(stage.folder.path("stream")): byte \(whole.count) does not begin "
        + "a binary PBM, PGM, PPM or PAM file\n")
    #expect(try stage.held().generation == 1)
  }

  @Test("padding between pictures, and behind the last one, is passed over")
  func paddedPictures() throws {
    let picture = Picture.noise(40, 30, seed: 5).png()
    let zeros = [UInt8](repeating: 0, count: 9)
    expect(try stream(bytes: picture + zeros + picture + zeros), "2 frames, ")
    let line = Array("\n".utf8)
    expect(try stream(bytes: line + ppm((1, 2, 3)) + line + ppm((4, 5, 6)) + line), "2 frames, ")
    #expect(try stage.held().picture == .plain(0x04_0506, 40, 30))
  }

  @Test("--loop ends when no picture of a file can be decoded")
  func fruitlessLoop() throws {
    var bad = Picture.noise(64, 64).png()
    bad[bad.count / 2] ^= 0x55
    let outcome = try stream("--loop", bytes: bad + bad)
    #expect(outcome.ending == .exited(65))
    #expect(outcome.output == "default: 0 frames, 3 damaged\n")
  }

  @Test("a damaged picture costs itself and a line, and the exit code tells")
  func damaged() throws {
    var bad = Picture.noise(64, 64).png()
    bad[bad.count / 2] ^= 0x55
    let good = Picture.noise(40, 30, seed: 4)
    let outcome = try stream(bytes: good.png() + bad + good.png())
    #expect(outcome.ending == .exited(65))
    #expect(outcome.output.hasPrefix("default: 2 frames, 1 damaged, "))
    #expect(outcome.errors.contains("stream: picture 2: "))
    #expect(try stage.held().picture == good)
  }

  @Test("a stream that ends before its first picture has come says how")
  func nothingCame() throws {
    let y4m = "YUV4MPEG2 W2 H2 F25:1 Cmono\n"
    let endings: [(text: String, words: String)] = [
      ("", "is empty"),
      ("      \n", "ends before its first picture"),
      (y4m, "ends before its first picture"),
      ("--frame\r\nContent-Type: image/jpeg\r\n", "ends before its first picture"),
      ("--frame\r\nContent-Length: 9\r\n\r\n", "ends where a picture must follow"),
      (y4m + "FRAME\n", "ends where a picture must follow"),
    ]
    for ending in endings {
      let outcome = try stream(bytes: Array(ending.text.utf8))
      let errors = "shmshare: \(stage.folder.path("stream")): \(ending.words)\n"
      #expect(outcome == Outcome(65, output: "default: 0 frames\n", errors: errors))
    }
    #expect(try stage.listed().isEmpty)
  }

  @Test(
    "what is no stream makes no channel, and its converter is named for a shell",
    arguments: [
      (
        "%PDF-1.7 and so on",
        "is a PDF document, which is not read here; convert it: "
          + "pdftoppm -r 100 FILE | shmshare stream -"
      ),
      (
        "\u{0}\u{0}\u{0} ftypisom\u{0}\u{0}\u{2}\u{0}isomiso2",
        "is a video, which is not read "
          + "here; convert it: ffmpeg -re -i FILE -f yuv4mpegpipe - | shmshare stream -"
      ),
      (
        "some text that is nothing\r\n",
        "is not a stream of pictures that is known; it begins with \"some text that is nothing\"; "
          + "name its format with --format, or its pixels with --raw"
      ),
      (
        "II*\u{0}\u{8}\u{0}\u{0}\u{0} and so on",
        "is a picture (TIFF), and several of those in a row cannot be told apart; to show it: "
          + "shmshare FILE"
      ),
      (
        "P3\n1 1\n255\n1 2 3\n",
        "is a picture (plain PNM), and several of those in a row cannot be told apart; to show it: "
          + "shmshare FILE"
      ),
    ])
  func noStream(_ text: String, _ words: String) throws {
    let path = try stage.folder.write(Array(text.utf8), to: "it's.mp4")
    let outcome = try stage.share("stream", path)
    let quoted = "'" + path.replacing("'", with: "'\\''") + "'"
    #expect(
      outcome
        == Outcome(
          65, output: "default: 0 frames\n",
          errors: "shmshare: \(path): \(words.replacing("FILE", with: quoted))\n"))
    #expect(try stage.listed().isEmpty)
  }

  @Test("from a pipe the newest frame is shown while the producer goes on, and none is waited for")
  func newestWins() throws {
    let program = try stage.startShare("stream", "-", input: .pipe)
    for number in 1...200 as ClosedRange<UInt8> { try program.send(ppm((number, 1, 2), 100, 100)) }
    try eventually("the last frame is published") {
      (try? stage.held().picture) == .plain(0xC8_0102, 100, 100)
    }
    program.endInput()
    let outcome = try Outcome(of: program)
    #expect(outcome.ending == .exited(0))
    let numbers = outcome.output.split { !$0.isNumber }.compactMap { Int($0) }
    let isDropping = outcome.output.contains("dropped")
    #expect(numbers[0] + (isDropping ? numbers[1] : 0) == 200, "\(outcome.output)")
    #expect(try stage.listed()[0].title == "stdin")
  }

  @Test("--block holds the producer up, and loses none")
  func block() throws {
    let program = try stage.startShare("stream", "--block", "-", input: .pipe)
    for number in 1...100 as ClosedRange<UInt8> { try program.send(ppm((number, 1, 2))) }
    program.endInput()
    #expect(try program.wait() == .exited(0))
    #expect(try stage.held().generation == 100)
  }

  @Test("signals end it at once, with the summary, also while it waits for a frame's time")
  func signals() throws {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let program = try stage.startShare("stream", "--fps", "0.01", "-", input: .pipe)
      try program.send(ppm((1, 2, 3)) + ppm((4, 5, 6)))
      try eventually("the first frame is published") { (try? stage.held().generation) == 1 }
      #expect(try program.end(by: number) == .exited(0))
      #expect(program.standardOutput.hasPrefix("default: 1 frame, "))
      try stage.share("rm", "default")
    }
  }

  @Test("signals end it at once also while it waits for a FIFO's first writer")
  func signalsBeforeWriter() throws {
    let fifo = stage.folder.path("fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let program = try stage.startShare("stream", fifo)
      try eventually("it hears signals") { program.blocks(number) }
      #expect(try program.end(by: number) == .exited(0))
      #expect(program.standardOutput == "default: 0 frames\n")
      #expect(program.standardError.isEmpty)
    }
  }

  @Test("a FIFO's writer may come late, and write later still")
  func lateWriter() throws {
    let fifo = stage.folder.path("fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    let program = try stage.startShare("stream", fifo)
    try eventually("it waits") { program.blocks(SIGTERM) }
    var writing: CInt = -1
    // Without waiting: a program that has ended opens no other end.
    try eventually("it reads") {
      writing = open(fifo, O_WRONLY | O_NONBLOCK)
      return writing >= 0
    }
    for color in [ppm((1, 2, 3)), ppm((4, 5, 6))] {
      #expect(write(writing, color, color.count) == color.count)
      try eventually("the frame is published") {
        (try? stage.held().picture.pixels[0] & 0xFF) == UInt32(color[color.count - 1])
      }
    }
    close(writing)
    expect(try Outcome(of: program), "2 frames, ")
  }

  @Test("a stream goes on in the channel that is made anew when it was removed")
  func removed() throws {
    let program = try stage.startShare("stream", "-", input: .pipe)
    try program.send(ppm((1, 2, 3)))
    try eventually("it is published") { (try? stage.held().generation) == 1 }
    #expect(try stage.share("rm", "default").ending == .exited(0))
    try program.send(ppm((4, 5, 6)))
    try eventually("the next one is, too") {
      (try? stage.held().picture) == .plain(0x04_0506, 40, 30)
    }
  }

  @Test("--test-pattern needs no source, and its frames are numbered and in order")
  func testPattern() throws {
    let outcome = try stage.share("stream", "--test-pattern", "320x200", "--fps", "200", "-n", "20")
    expect(outcome, "20 frames, ")
    let (picture, generation) = try stage.held()
    #expect(generation == 20)
    #expect(picture.width == 320)
    let bits = (0..<64).map { index in picture[index % 40 * 8 + 4, index / 40 * 8 + 4] & 1 }
    #expect(bits.reduce(0) { $0 << 1 | UInt64($1) } == 19)
  }

  @Test("a test pattern without a pace waits for its viewer, and not for ever")
  func patternPace() throws {
    func show(_ count: UInt64) throws {
      let outcome = try stage.share("stream", "--test-pattern", "320x200", "-n", "\(count)")
      expect(outcome, "\(count) frame\(count == 1 ? "" : "s"), ")
    }
    try show(1)
    let viewer = try ChannelReader(
      name: .standard, root: stage.root, presence: .viewer(name: "one that shows nothing"))
    guard case .frame(let generation, _) = try viewer.refresh() else {
      throw TestFailure("there is no frame")
    }
    viewer.acknowledge(generation)
    let start = ContinuousClock.now
    try show(30)
    #expect(ContinuousClock.now - start >= .milliseconds(250))
  }

  @Test("--loop begins a file again, and -n ends it")
  func loop() throws {
    expect(try stream("--loop", "-n", "7", bytes: ppm((1, 1, 1)) + ppm((2, 2, 2))), "7 frames, ")
    #expect(try stage.held().picture == .plain(0x01_0101, 40, 30))
  }

  @Test("an animation is played in its own time")
  func animation() throws {
    // Two frames of 1x1, red for 50 ms and then blue.
    let control: [UInt8] = [0x21, 0xF9, 4, 0, 5, 0, 0, 0]
    func frame(_ index: UInt8) -> [UInt8] {
      [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, index == 0 ? 0x44 : 0x4C, 1, 0]
    }
    let gif: [UInt8] =
      Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255] + control + frame(0)
      + control + frame(1) + [0x3B]
    let start = ContinuousClock.now
    expect(try stream(bytes: gif), "2 frames, ")
    #expect(.now - start >= .milliseconds(100))
    #expect(try stage.held().picture.pixels.map { $0 & 0xFF_FFFF } == [0x00_00FF])
  }

  /// A GIF file with two frames of 1x1, each of which stays for 655 s.
  private func slowAnimation(_ red: UInt8) -> [UInt8] {
    let control: [UInt8] = [0x21, 0xF9, 4, 0, 0xFF, 0xFF, 0, 0]
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    return Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, red, 0, 0, 0, 0, 0]
      + control + frame + control + frame + [0x3B]
  }

  @Test("another pace takes the place of an animation's own", arguments: ["max", "100"])
  func animationPace(_ pace: String) throws {
    expect(try stream("--fps", pace, bytes: slowAnimation(1) + slowAnimation(2)), "4 frames, ")
  }

  @Test("a newer picture does not wait for the time of an animation's frame")
  func overtakenAnimation() throws {
    let program = try stage.startShare("stream", "-", input: .pipe)
    for number in 1...3 as ClosedRange<UInt8> {
      try program.send(slowAnimation(number))
      try eventually("animation \(number) begins") {
        (try? stage.held().picture.pixels.map { $0 & 0xFF_FFFF }) == [UInt32(number) << 16]
      }
    }
    program.endInput()
    #expect(try program.end(by: SIGTERM) == .exited(0))
    #expect(program.standardOutput.hasPrefix("default: 3 frames, "))
  }

  @Test("a pipe cannot begin again, and that is said")
  func loopedPipe() throws {
    let program = try stage.startShare("stream", "--loop", "-", input: .pipe)
    try program.send(ppm((1, 2, 3)))
    program.endInput()
    expect(
      try Outcome(of: program), "1 frame, ",
      errors: "shmshare: standard input: only a file can begin again; --loop does nothing\n")
  }

  @Test("a picture of more bytes than memory is meant for is refused by its header, with its place")
  func tooLong() throws {
    let small = Array("YUV4MPEG2 W2 H2 Cmono\nFRAME\n".utf8) + [1, 2, 3, 4]
    let large = Array("YUV4MPEG2 W9000 H8000 Cmono\nFRAME\n".utf8)
    let outcome = try stream("--max-memory", "268435456", bytes: small + large + [1])
    expect(
      outcome, "1 frame, ", code: 65,
      errors: "shmshare: \(stage.folder.path("stream")): the picture at byte "
        + "\(small.count + large.count) has more than 67108864 bytes; see --max-memory\n")
  }

  @Test("pictures of more pixels than allowed are refused before memory is taken for them")
  func tooLarge() throws {
    let outcome = try stream(
      "--max-pixels", "1000", bytes: Array("YUV4MPEG2 W100 H100 Cmono\nFRAME\n".utf8))
    #expect(
      outcome
        == Outcome(
          65, output: "default: 0 frames\n",
          errors: "shmshare: \(stage.folder.path("stream")): has pictures of 100x100 pixels; "
            + "that is too many; see --max-pixels\n"))
  }

  @Test(
    "wrong options are told",
    arguments: [
      (["--drop", "--block", "-"], "--drop and --block exclude each other"),
      ([], "name a source, - for standard input, or --test-pattern WxH"),
      (
        ["--fps", "0", "-"],
        "--fps must be as-given, max or a number from 0.001 to 100000, such as 30, 29.97 or "
          + "30000/1001, not 0"
      ),
      (
        ["--raw", "rgb:1x1", "-"],
        "--raw rgb:1x1: \"rgb\" is not a pixel format; use one of bgrx, bgra, gray8, rgb24, bgr24, "
          + "rgba, bgra64le, gray16le, rgb48le, bgr48le, rgba64le, bgraf32le, grayf32le, rgbf32le, "
          + "bgrf32le, rgbaf32le, rgb24-planar, bgr24-planar, rgba-planar, rgb48le-planar, "
          + "bgr48le-planar, rgba64le-planar, rgbf32le-planar, bgrf32le-planar, rgbaf32le-planar, "
          + "gbrp, gbrap, gbrp16le, gbrap16le, gbrpf32le, gbrapf32le, nv12, nv21, i420, yuyv, uyvy, "
          + "p010"
      ),
      (
        ["--format", "mp4", "-"],
        "--format must be one of auto, raw, y4m, pnm, png, jpeg, bmp, qoi, "
          + "gif, webp, npy, pfm, hdr, exr, multipart, not mp4"
      ),
      (["--matrix", "x", "-"], "--matrix must be bt601, bt709 or bt2020, not x"),
      (["--test-pattern", "10x10"], "--test-pattern 10x10 is too small for its 160 cells"),
      (["-n", "0", "-"], "-n must be 1 or more, not 0"),
    ])
  func wrongOptions(_ arguments: [String], _ words: String) throws {
    let outcome = try stage.run(Product.shmshare.path, ["stream"] + arguments)
    #expect(outcome == Outcome(64, errors: "shmshare: \(words); see shmshare stream --help\n"))
  }

  @Test("options that say how a source is read exclude a test pattern, and both are named")
  func patternRivals() throws {
    let rivals = [
      ["--format", "png"], ["--raw", "rgb24:1x1"], ["--fps", "as-given"], ["--drop"], ["--block"],
      ["--matrix", "bt709"], ["--yuv-range", "full"], ["--loop"], ["--depth", "8"],
      ["--embedded-profile", "ignore"], ["--max-memory", "300000000"], ["--max-seconds", "3"],
    ]
    for rival in rivals {
      let outcome = try stage.run(
        Product.shmshare.path, ["stream", "--test-pattern", "20x20", "-n", "1"] + rival)
      let name = rival[0] == "--fps" ? "--fps as-given" : rival[0]
      #expect(
        outcome
          == Outcome(
            64,
            errors: "shmshare: --test-pattern and \(name) exclude each other; see shmshare stream "
              + "--help\n"))
    }
    expect(
      try stage.share(
        "stream", "--test-pattern", "20x20", "-n", "1", "--range", "0:9", "--transfer", "linear",
        "--history", "2", "--no-shrink", "--title", "t", "--max-pixels", "400"), "1 frame")
  }

  /// What an AVIF file begins with.
  private var boxes: [UInt8] { [0, 0, 0, 16] + Array("ftypavif".utf8) + [0, 0, 0, 0] }

  @Test("put refuses a pipe with more than one picture, says what to do, and shows none")
  func severalPictures() throws {
    let stream = "to show them one after the other: shmshare stream -"
    let single = "a stream of this type cannot be taken apart, so give each its own shmshare"
    for (pair, advice) in [
      (ppm((1, 1, 1)) + ppm((2, 2, 2)), stream),
      (Picture.noise(9, 9).png() + [10] + Picture.noise(9, 9).png(), stream),
      // Longer than what tells the type of a picture whose end its bytes do not tell.
      (boxes + boxes + [UInt8](repeating: 0, count: 70_000), single),
      (ppm((1, 1, 1)) + boxes, stream),
      (boxes + ppm((1, 1, 1)), single),
      (Array("P3 1 1 255 1 2 3\nP3 1 1 255 4 5 6\n".utf8), single),
    ] {
      let program = try stage.startShare("-", input: .pipe)
      program.offer(pair)
      program.endInput()
      #expect(
        try Outcome(of: program)
          == Outcome(65, errors: "shmshare: standard input: more than one picture; \(advice)\n"))
      #expect(!stage.channelFiles().contains("control"))
    }
  }

  @Test("put takes a picture out of a pipe, whatever padding or text stands behind it")
  func padding() throws {
    for rest in ["", "\n", "\u{0}\u{0}\u{0}", "the end"] {
      let program = try stage.startShare("-q", "-", input: .pipe)
      try program.send(ppm((7, 8, 9)) + Array(rest.utf8))
      program.endInput()
      #expect(try Outcome(of: program) == Outcome(0))
    }
    #expect(try stage.held().generation == 4)
  }

  @Test("put reads no further than it needs to from a source that does not end")
  func endless() throws {
    let program = try stage.startShare("-q", "-", input: .pipe)
    try program.send(ppm((7, 8, 9)) + [UInt8](repeating: 120, count: 300))
    #expect(try Outcome(of: program) == Outcome(0))
  }

  @Test("put reads nothing of a picture that says itself to be longer than any may be")
  func announced() throws {
    let program = try stage.startShare("--max-pixels", "100", "-", input: .pipe)
    try program.send(Array("P6 99999 99999 255\n".utf8))
    #expect(
      try Outcome(of: program)
        == Outcome(
          65,
          errors: "shmshare: standard input: goes on after 67110464 bytes, which is more than a "
            + "picture has; see --max-pixels\n"))
  }

  @Test("a picture that is led to standard input, and not asked for, is asked about")
  func forgottenHyphen() throws {
    let file = try stage.folder.write(ppm((1, 2, 3)), to: "p.ppm")
    let program = try stage.startShare(input: .file(file))
    let outcome = try Outcome(of: program)
    #expect(outcome.ending == .exited(64))
    #expect(outcome.errors.hasSuffix("; did you mean shmshare -?\n"), "\(outcome.errors)")
    #expect(try stage.share().errors.hasSuffix("; see shmshare --help\n"))
  }

  @Test("a pipe that closes within a frame ends the stream with a line, and the one before stays")
  func closedPipe() throws {
    let program = try stage.startShare("stream", "--block", "-", input: .pipe)
    let whole = ppm((1, 2, 3))
    try program.send(whole + ppm((4, 5, 6)).prefix(1000))
    program.endInput()
    let outcome = try Outcome(of: program)
    expect(
      outcome, "1 frame, ",
      errors: "shmshare: standard input: ends within a picture, of which 1000 bytes have come; "
        + "it was dropped\n")
    #expect(try stage.held().picture == .plain(0x01_0203, 40, 30))
  }

  @Test("a producer that takes its time is waited for, within a frame as well")
  func slowProducer() throws {
    let program = try stage.startShare("stream", "-q", "-", input: .pipe)
    let frame = ppm((9, 8, 7))
    for start in stride(from: 0, to: frame.count, by: 500) {
      try program.send(Array(frame[start..<min(start + 500, frame.count)]))
      usleep(2_000)
    }
    program.endInput()
    #expect(try Outcome(of: program) == Outcome(0))
    #expect(try stage.held().picture == .plain(0x09_0807, 40, 30))
  }

  @Test("a stream that changes its size a thousand times shows each size, and keeps few frames")
  func thousandSizes() throws {
    let bytes = (0..<1_000).flatMap { ppm((UInt8($0 % 251), 1, 2), 1 + $0 % 37, 1 + $0 % 23) }
    expect(try stream(bytes: bytes), "1000 frames, ")
    let (picture, generation) = try stage.held()
    #expect(generation == 1_000)
    #expect(picture == .plain(0xF6_0102, 1 + 999 % 37, 1 + 999 % 23))
    #expect(stage.frames().count <= 3)
  }

  @Test("frames whose files are cut, or removed, are made anew, and the stream goes on")
  func cutFiles() throws {
    let program = try stage.startShare("stream", "-q", "--block", "-", input: .pipe)
    for number in 1...12 as ClosedRange<UInt8> {
      try program.send(ppm((number, 0, 0)))
      try eventually("frame \(number) is published") {
        (try? stage.held().picture) == .plain(UInt32(number) << 16, 40, 30)
      }
      for frame in stage.frames() {
        let path = stage.rootPath + "/default/" + frame
        _ = number % 2 == 0 ? truncate(path, 0) : unlink(path)
      }
    }
    program.endInput()
    #expect(try Outcome(of: program) == Outcome(0))
  }

  @Test("a viewer that stands still costs a stream no time, and two frames")
  func stalledViewer() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "100x100")
    try stage.show(.noise(40, 30))
    try viewer.program.stop()
    let outcome = try stage.share(
      "stream", "--test-pattern", "320x200", "--fps", "max", "-n", "300")
    viewer.program.signal(SIGCONT)
    #expect(outcome.ending == .exited(0))
    #expect(outcome.output.hasPrefix("default: 300 frames, "))
    #expect(stage.frames().count <= 4)
    try eventually("it shows the last one") {
      try stage.listed()[0].viewers.first?.generation == 301
    }
    #expect(try viewer.program.end() == .exited(0))
  }

  @Test("a pipe that does not end, of a type whose end is not told, costs what --max-pixels allows")
  func endlessPipe() throws {
    let outcome = try stage.run(
      "bash",
      [
        "-c",
        "{ printf 'II*\\0'; cat /dev/zero; } | '\(Product.shmshare.path)' --max-pixels 1000 -",
      ])
    #expect(
      outcome
        == Outcome(
          65,
          errors: "shmshare: standard input: goes on after 67124864 bytes, which is more than a "
            + "picture has; see --max-pixels\n"))
  }
}
