import Glibc
import TestSupport
import Testing

/// `shmshare slideshow --filelist -`, by a real pipe.
@Suite("A list of files that comes while the show runs") struct FileListTests {
  let stage: Stage

  init() throws {
    stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png", "d.png")
  }

  private func start(_ options: String..., from list: String = "-") throws -> RunningShow {
    let shell = ["env", "-C", stage.picturesPath]
    return try stage.startShow(
      before: shell, options + ["--filelist"], of: list, input: .pipe)
  }

  private func send(_ text: String, to show: RunningShow) throws {
    try show.program.send(Array(text.utf8))
  }

  @Test("the first is shown at once, each that follows next, and the end of the list ends nothing")
  func course() throws {
    let show = try start("-t", "3600")
    try send("c.png\n", to: show)
    #expect(try show.next() == "c.png")
    // The list has paused when the show says that it has begun with all of it.
    try send("a.png\n", to: show)
    try show.awaitCount(2)
    try show.steer("next")
    #expect(try show.next() == "a.png")
    try send("b.png\nd.p", to: show)
    try show.awaitCount(3)
    show.program.endInput()
    try stage.fill("d.p")
    try show.awaitCount(4)
    #expect(try show.program.end() == .exited(0))
    #expect(show.program.standardError == "")
  }

  @Test("zero bytes, marks, URIs, empty lines, names of nothing and a half line are as in a file")
  func kinds() throws {
    let show = try start("-t", "3600")
    try send(
      "\u{FEFF}file://\(stage.picturesPath)/a.png\n\nnone.png\nhttp://a.test/x\nb.png\r\nc.png",
      to: show)
    #expect(try show.next() == "a.png")
    try show.awaitCount(2)
    show.program.endInput()
    try show.awaitCount(3)
    try stage.fill("none.png")
    try show.awaitCount(4)
    try show.awaitErrors(
      "shmshare: standard input: http://a.test/x does not name a file on this machine; "
        + "passed over\n")
    let zeros = try start("-t", "3600", "--replace")
    try send("a.png\0b.png\0", to: zeros)
    try zeros.awaitCount(2)
    #expect(try zeros.program.end() == .exited(0))
  }

  @Test("ten thousand names come at once, and all are shown")
  func many() throws {
    for number in 0..<10_000 {
      link(stage.picturesPath + "/a.png", stage.picturesPath + "/\(number).png")
    }
    let show = try start("-t", "3600")
    try send((0..<10_000).map { "\($0).png\n" }.joined(), to: show)
    show.program.endInput()
    #expect(try show.next() == "0.png")
    try show.awaitCount(10_000)
    #expect(try show.program.end() == .exited(0))
  }

  @Test("a show of one round shows each name once, and ends after the end of the list")
  func once() throws {
    try stage.keepFrames()
    let show = try start("--once", "-t", "0.1")
    try send("b.png\n", to: show)
    #expect(try show.next() == "b.png")
    try send("a.png\nc.png\n", to: show)
    #expect(try Set([show.next(), show.next()]) == ["a.png", "c.png"])
    #expect(show.program.isRunning)
    show.program.endInput()
    #expect(try Outcome(of: show.program) == Outcome(0))
  }

  @Test("with --newest each name is shown as it comes")
  func newest() throws {
    let show = try start("--newest")
    for name in ["c.png", "a.png", "d.png"] {
      try send("\(name)\n", to: show)
      #expect(try show.next() == name)
    }
    #expect(try show.program.end() == .exited(0))
  }

  @Test("a named pipe is such a list as well, also before anybody writes to it")
  func namedPipe() throws {
    let path = stage.folder.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let show = try start("-t", "3600", from: path)
    try eventually("the show waits") { try stage.listed().first?.show?.state == "waiting" }
    let writer = try stage.start("sh", ["-c", "echo b.png >\"$0\"", path])
    #expect(try show.next() == "b.png")
    #expect(try writer.wait() == .exited(0))
    #expect(try show.program.end() == .exited(0))
  }

  @Test(
    "a list without a name is an error, where nothing else is shown",
    arguments: [
      ("", "no line of it names a file"), ("\n\n\n", "no line of it names a file"),
      ("a://b\n", "no line of it names a file on this machine: a://b"),
      (
        String(repeating: "x", count: 20_000),
        "is not a list of files: a line of it has more than 16,384 bytes"
      ),
    ])
  func empty(list: String, words: String) throws {
    let show = try start()
    try send(list, to: show)
    show.program.endInput()
    let outcome = try Outcome(of: show.program)
    #expect(outcome.ending == .exited(66))
    #expect(outcome.errors.hasSuffix("shmshare: standard input: \(words)\n"))
  }

  @Test("a picture, or any binary file, in place of a list is called that at once, also by a pipe")
  func binary() throws {
    let path = stage.picturesPath + "/a.png"
    let program = Product.shmshare.path
    for (shell, words) in [
      (
        "\(program) slideshow --filelist \(path)",
        "\(path): is a picture (PNG), not a list of files; to show it: shmshare slideshow \(path)"
      ),
      (
        "cat \(path) | \(program) slideshow --filelist -",
        "standard input: is a picture (PNG), not a list of files"
      ),
      (
        "\(program) slideshow --filelist \(program)",
        "\(program): is not a list of files: it is not text"
      ),
    ] {
      #expect(
        try stage.run("sh", ["-c", shell]) == Outcome(66, errors: "shmshare: \(words)\n"))
    }
  }

  @Test("what cannot be a list of files is called that")
  func others() throws {
    let path = stage.picturesPath
    for (shell, list, words) in [
      (
        "", path,
        "\(path): is a directory, not a list of files; to show it: shmshare slideshow \(path)"
      ),
      ("<\(path)", "-", "standard input: is a directory, not a list of files"),
      ("", "/dev/zero", "/dev/zero: is a device, not a list of files"),
    ] {
      let command = "exec \(Product.shmshare.path) slideshow --filelist \(list) \(shell)"
      #expect(
        try stage.run("sh", ["-c", command]) == Outcome(66, errors: "shmshare: \(words)\n"))
    }
    #expect(
      try stage.run("sh", ["-c", "exec \(Product.shmshare.path) - <\(path)"])
        == Outcome(66, errors: "shmshare: standard input: is a directory, not a picture\n"))
  }

  @Test("names can be typed at a terminal", arguments: ["-", "/dev/tty"])
  func typed(list: String) throws {
    let show = "exec \(Product.shmshare.path) slideshow -t 3600 --filelist \(list)"
    let terminal = try stage.start(
      "env", ["-C", stage.picturesPath, "script", "-qec", show, "/dev/null"], input: .pipe)
    try eventually("the show waits") {
      (try? stage.listed())?.first?.show?.state == "waiting"
    }
    try terminal.send(Array("b.png\n".utf8))
    try eventually("the picture comes") { try stage.listed().first?.title == "b.png" }
    try terminal.send([0x03])  // Ctrl-C
    #expect(try terminal.wait() == .exited(0))
  }

  @Test("beside other places a list without a name is told of, and the show goes on")
  func beside() throws {
    let show = try stage.startShow(
      ["-t", "3600", "--filelist", "-"], of: stage.picturesPath, input: .pipe)
    #expect(try show.next() == "a.png")
    show.program.endInput()
    try show.awaitErrors("shmshare: standard input: no line of it names a file\n")
    try show.steer("next")
    #expect(try show.next() == "b.png")
    #expect(try show.program.end() == .exited(0))
  }

  @Test("who writes the list is told when what reads it has gone, and the show goes on")
  func killed() throws {
    let shell = "(echo a.png; yes '') | \"$0\" slideshow -t 3600 --filelist - & wait; echo over"
    let program = try stage.start(
      "env", ["-C", stage.picturesPath, "sh", "-c", shell, Product.shmshare.path])
    try eventually("the picture comes") { (try? stage.held().generation) == 1 }
    let show = try #require(try stage.listed().first?.show?.pid)
    let children = "/proc/\(show)/task/\(show)/children"
    let reader = try #require(
      String(decoding: Folder.contents(children), as: UTF8.self).split(separator: " ")
        .compactMap { Int32($0) }
        .first {
          String(decoding: Folder.contents("/proc/\($0)/cmdline"), as: UTF8.self)
            .contains("read-list")
        })
    #expect(kill(reader, SIGKILL) == 0)
    try eventually("it is told: \(program.standardError)") {
      program.standardError
        == "shmshare: standard input: what read it was killed (signal 9)\n"
    }
    #expect(try stage.share("next") == Outcome(0))
    #expect(kill(show, SIGTERM) == 0)
    try eventually("the writer has gone as well") { program.standardOutput == "over\n" }
  }

  @Test("SIGTERM is obeyed while the list is silent, and what reads it goes along")
  func term() throws {
    let show = try start()
    try eventually("the show waits") { try stage.listed().first?.show?.state == "waiting" }
    let children = show.program.children
    #expect(try show.program.end() == .exited(0))
    try eventually("they are gone") {
      children.allSatisfy { Folder.contents("/proc/\($0)/cmdline").isEmpty }
    }
  }
}
