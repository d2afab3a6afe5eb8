import Glibc
import TestSupport
import Testing

@Suite("Errors, word for word") struct ErrorsTests {
  let stage: Stage

  init() throws { stage = try Stage() }

  @Test("a missing file, a directory and a device")
  func noInput() throws {
    let missing = stage.folder.path("missing.png")
    let path = stage.folder.path
    #expect(
      try stage.share(missing) == Outcome(66, errors: "shmshare: \(missing): no such file\n"))
    #expect(
      try stage.share(path)
        == Outcome(
          66,
          errors: "shmshare: \(path): is a directory; "
            + "name the pictures in it: shmshare \(path)/*\n"))
    let spaced = stage.folder.path("a b")
    mkdir(spaced, 0o700)
    #expect(
      try stage.share("stream", spaced)
        == Outcome(
          66,
          errors: "shmshare: \(spaced): is a directory, not a stream; to show it: "
            + "shmshare slideshow '\(spaced)'\n"))
    #expect(
      try stage.share(spaced)
        == Outcome(
          66,
          errors: "shmshare: \(spaced): is a directory; "
            + "name the pictures in it: shmshare '\(spaced)/'*\n"))
    #expect(
      try stage.share("/dev/zero")
        == Outcome(66, errors: "shmshare: /dev/zero: is a device, not a picture\n"))
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }

  @Test("a file that another user keeps to himself")
  func unreadable() throws {
    let open = try Folder(mode: 0o755)
    let path = try open.write(Picture.plain(0).png(), to: "secret.png")
    stage.rootPath = open.path("root")
    let outcome = try stage.run("setpriv", OtherUser.options + [Product.shmshare.path, path])
    #expect(outcome == Outcome(66, errors: "shmshare: \(path): no permission to read it\n"))
  }

  @Test("a mistyped command")
  func mistyped() throws {
    let words = "shmshare: lits is neither a file nor a command; did you mean shmshare list?\n"
    #expect(try stage.share("lits") == Outcome(66, errors: words))
    #expect(
      try stage.share("--quiet", "list")
        == Outcome(
          66,
          errors: "shmshare: there is no file list; a command comes before its options: "
            + "shmshare list\n"))
    let missing = Outcome(66, errors: "shmshare: list: no such file\n")
    #expect(try stage.share("put", "list") == missing)
  }

  @Test("a file that is empty, or no picture")
  func notAPicture() throws {
    let empty = try stage.folder.write([], to: "empty.png")
    #expect(
      try stage.share(empty) == Outcome(65, errors: "shmshare: \(empty): the file is empty\n"))
    let text = try stage.folder.write(Array("hello".utf8), to: "text.png")
    #expect(
      try stage.share(text)
        == Outcome(
          65,
          errors: "shmshare: \(text): not an image of a supported type (JPEG, PNG, WebP, "
            + "GIF, TIFF, BMP, HEIF, AVIF, JPEG XL, SVG, PNM, TGA, ICO, QOI, "
            + "NPY, PFM, Radiance HDR, OpenEXR, camera raw)\n"))
    #expect(
      try stage.share("-", input: .nothing)
        == Outcome(65, errors: "shmshare: standard input: the file is empty\n"))
  }

  @Test(
    "a video, a document or a stream in place of a picture, with the command that shows it",
    arguments: [
      (
        "\u{0}\u{0}\u{0} ftypisom\u{0}\u{0}\u{2}\u{0}isomiso2",
        "is a video, which is not read here; convert it: "
          + "ffmpeg -re -i FILE -f yuv4mpegpipe - | shmshare stream -"
      ),
      (
        "%PDF-1.7 and so on",
        "is a PDF document, which is not read here; convert it: "
          + "pdftoppm -r 100 FILE | shmshare stream -"
      ),
      (
        "YUV4MPEG2 W2 H2\nFRAME\n",
        "is a video of YUV4MPEG2; to show it: shmshare stream FILE"
      ),
    ])
  func otherKinds(_ text: String, _ words: String) throws {
    let path = try stage.folder.write(Array(text.utf8), to: "a file")
    #expect(
      try stage.share(path)
        == Outcome(65, errors: "shmshare: \(path): \(words.replacing("FILE", with: "'\(path)'"))\n")
    )
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }

  @Test("a picture of more pixels than are allowed")
  func tooLarge() throws {
    let path = try stage.file(.plain(0, 100, 50))
    #expect(
      try stage.share("--max-pixels", "4999", path)
        == Outcome(
          65,
          errors: "shmshare: \(path): 100x50 is more than the limit of 4999 pixels; "
            + "--max-pixels raises it\n"))
    #expect(try stage.share("--max-pixels", "5000", path).ending == .exited(0))
    let bomb = try stage.folder.write(Array("P6\n65000 65000\n255\n".utf8), to: "bomb.ppm")
    #expect(
      try stage.share(bomb)
        == Outcome(
          65,
          errors: "shmshare: \(bomb): 65000x65000 is more than the limit of 400000000 pixels; "
            + "--max-pixels raises it\n"))
  }

  @Test("channel names that cannot be", arguments: ["", ".hidden", "a/b", "..", "a b", "ä"])
  func badName(name: String) throws {
    let path = try stage.file(.plain(0))
    let words =
      "\"\(name)\" is not a channel name: use 1 to 64 of A-Z a-z 0-9 . _ -, and no dot in front\n"
    #expect(try stage.share("--channel", name, path) == Outcome(64, errors: "shmshare: " + words))
    #expect(try stage.share("rm", name) == Outcome(64, errors: "shmshare: " + words))
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }

  @Test("channel names that are odd and right", arguments: ["_", "-", "a.", "0", "A-Z_a-z.0-9"])
  func oddName(name: String) throws {
    let path = try stage.file(.plain(0, 3, 2), "x.png")
    #expect(
      try stage.share("--channel=\(name)", path)
        == Outcome(0, output: "\(name): generation 1, 3x2, x.png\n"))
  }

  @Test("a channel name has at most 64 characters")
  func longName() throws {
    let path = try stage.file(.plain(0))
    for (count, code) in [(64, 0), (65, 64)] as [(Int, Int32)] {
      let name = String(repeating: "n", count: count)
      #expect(try stage.share("--channel", name, path).ending == .exited(code))
    }
  }

  @Test("wrong usage is 64, help and version are 0", arguments: [Product.shmshare, .shmview])
  func usage(product: Product) throws {
    for wrong in [["--no-such-option"], ["--title"]] {
      let outcome = try stage.run(product.path, wrong)
      #expect(outcome.ending == .exited(64))
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("\(product.rawValue): "), "\(outcome)")
    }
    for right in ["--help", "--version"] {
      let outcome = try stage.run(product.path, [right])
      #expect(outcome.ending == .exited(0))
      #expect(outcome.output.contains(product.rawValue) || right == "--version")
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test("shmview of a file says how to show it")
  func viewFile() throws {
    let path = try stage.file(.plain(0), "photo.jpg")
    for name in [path, "no/such/file.png"] {
      #expect(
        try stage.view(name)
          == Outcome(64, errors: "shmview: \(name) is a file; to show it: shmshare \(name)\n"))
    }
    #expect(
      try stage.view(".hidden")
        == Outcome(
          64,
          errors: "shmview: \".hidden\" is not a channel name: use 1 to 64 of A-Z a-z 0-9 . _ -, "
            + "and no dot in front\n"))
  }

  @Test("a closed standard output ends shmshare quietly")
  func closedOutput() throws {
    let path = try stage.file(.plain(0))
    let outcome = try stage.run(
      "sh", ["-c", "{ sleep 0.2; \(Product.shmshare.path) \(path); echo $? >&2; } | true"])
    #expect(outcome == Outcome(0, errors: "0\n"))
    #expect(try stage.held().generation == 1, "the picture went all the same")
  }

  @Test(
    "a standard output closed from the start fails what has something to write to it",
    arguments: [
      "shmshare list", "shmshare list --json", "shmshare wait --timeout 0", "shmshare save -",
      "shmshare events", "shmshare follow", "shmshare --version", "shmshare --help",
      "shmshare put --help", "shmshare help list", "shmshare --generate-completion-script bash",
      "shmview --version", "shmview --help", "shmview --snapshot -",
    ])
  func noOutput(command: String) throws {
    let (name, outcome) = try run(command, to: "&-")
    #expect(outcome == Outcome(74, errors: "\(name): standard output: is closed\n"))
  }

  @Test(
    "a standard output without room fails what has something to write to it",
    arguments: [
      "shmshare --version", "shmshare --help", "shmshare help list",
      "shmview --version", "shmview --help",
    ])
  func fullOutput(command: String) throws {
    let (name, outcome) = try run(command, to: "/dev/full")
    #expect(
      outcome == Outcome(74, errors: "\(name): standard output: No space left on device\n"))
  }

  @Test("a reader that has seen enough of a help is not an error", arguments: [true, false])
  func shortReader(isViewer: Bool) throws {
    let program = isViewer ? Product.shmview.path : Product.shmshare.path
    let outcome = try stage.run(
      "sh", ["-c", "{ sleep 0.2; \"$0\" --help; echo $? >&2; } | true", program])
    #expect(outcome == Outcome(0, errors: "0\n"))
  }

  private func run(_ command: String, to output: String) throws -> (String, Outcome) {
    let words = command.split(separator: " ").map(String.init)
    let program = words[0] == "shmview" ? Product.shmview.path : Product.shmshare.path
    let shell = "exec \"$0\" \"$@\" >\(output)"
    return (words[0], try stage.run("sh", ["-c", shell, program] + words.dropFirst()))
  }

  @Test("control characters reach neither the terminal nor the channel")
  func controlCharacters() throws {
    let path = try stage.file(.plain(0, 3, 2), "x.png")
    let title = "a\u{1B}[31m\nb\u{7}é"
    #expect(
      try stage.share("--title", title, path)
        == Outcome(0, output: "default: generation 1, 3x2, a\u{FFFD}[31m\u{FFFD}b\u{FFFD}é\n"))
    let missing = stage.folder.path("no\u{1B}]0;x\u{7}.png")
    let shown = stage.folder.path("no\u{FFFD}]0;x\u{FFFD}.png")
    #expect(try stage.share(missing) == Outcome(66, errors: "shmshare: \(shown): no such file\n"))
  }

  @Test("a file whose name is not UTF-8 is shown")
  func oddFileName() throws {
    let path = try stage.file(.plain(0, 3, 2))
    let script =
      "cd \(stage.folder.path); mv \(path) $(printf 'b\\377d.png'); "
      + "\(Product.shmshare.path) $(printf 'b\\377d.png')"
    #expect(
      try stage.run("sh", ["-c", script])
        == Outcome(0, output: "default: generation 1, 3x2, b\u{FFFD}d.png\n"))
  }

  @Test("the lock of a publisher that hangs is waited for, then its holder is named")
  func lockHeld() throws {
    let path = try stage.file(.plain(0))
    try stage.put(.plain(0))
    let lock = stage.rootPath + "/default/lock"
    let holder = try stage.start("flock", [lock, "sh", "-c", "echo held; read line"], input: .pipe)
    try eventually("the lock is held") { holder.standardOutput == "held\n" }
    let outcome = try stage.share(path)
    #expect(outcome.ending == .exited(75))
    let start =
      "shmshare: \(path): \(lock) has been locked for 5 s; its last known holder is process "
    #expect(outcome.errors.hasPrefix(start), "\(outcome)")
    #expect(outcome.errors.hasSuffix("; see whether that hangs, and try again\n"))
    holder.endInput()
    _ = try holder.wait()
    #expect(try stage.share(path).ending == .exited(0))
  }
}
