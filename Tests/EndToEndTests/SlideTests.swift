import CLinux
import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("One slide in its process") struct SlideTests {
  private let stage: Stage
  private let old = Picture.noise(40, 30, seed: 1)
  private let new = Picture.noise(50, 20, seed: 2)
  private let file: String

  init() throws {
    stage = try Stage()
    try stage.put(old)
    file = try stage.file(new, "new.png")
  }

  @Test("a slide is held until it is to be shown, and then shown with its transition")
  func show() throws {
    let slide = try SlideProcess(file, on: stage, "--fade", "250")
    try slide.await("still 50 20")
    #expect(try stage.held().picture == old)
    try slide.order("show")
    #expect(try slide.end() == SlideProcess.said("still 50 20", "shown 2"))
    #expect(try stage.held().picture == new)
    let frame = try latest()
    #expect(frame.title == "new.png")
    #expect(frame.transition == .milliseconds(250))
  }

  @Test("an order can name another transition", arguments: [(0, 0), (70, 70), (70_000, 60_000)])
  func transition(asked: Int, given: Int) throws {
    let slide = try SlideProcess(file, on: stage, "--fade", "250")
    try slide.order("show \(asked)")
    #expect(try slide.end() == SlideProcess.said("still 50 20", "shown 2"))
    #expect(try latest().transition == .milliseconds(given))
  }

  @Test("a slide that is let go of has shown nothing")
  func abandoned() throws {
    let slide = try SlideProcess(file, on: stage)
    try slide.await("still 50 20")
    slide.program.endInput()
    #expect(try slide.end() == SlideProcess.said("still 50 20"))
    try nothingIsLeft()
  }

  @Test("a slide that is killed while it is held leaves a frame that is used again")
  func killed() throws {
    for _ in 0..<3 {
      let slide = try SlideProcess(file, on: stage)
      try slide.await("still 50 20")
      #expect(try slide.program.end(by: SIGKILL) == .signalled(SIGKILL))
    }
    try nothingIsLeft()
  }

  @Test("a slide dies with the slideshow, however that ends")
  func orphaned() throws {
    let script = """
      exec 3<&0
      "\(Product.shmshare.path)" decode-slide --parent $$ "\(file)" <&3 &
      echo $!
      wait
      """
    let show = try stage.start("/bin/sh", ["-c", script], input: .pipe)
    try eventually("it is held") { show.standardOutput.contains("still 50 20") }
    let process = try #require(show.standardOutput.split(separator: "\n").first)
    try show.end(by: SIGKILL)
    try eventually("the slide is gone") {
      let status = String(
        decoding: Folder.contents("/proc/\(process)/status"), as: UTF8.self)
      return status.isEmpty || status.contains("State:\tZ")
    }
    try nothingIsLeft()
  }

  @Test("a slide whose parent is not the slideshow any more does nothing")
  func lateOrphan() throws {
    let slide = try SlideProcess(file, on: stage, "--parent", "1")
    #expect(try slide.end() == Outcome(0))
  }

  @Test("a slide of a channel that is removed is lost, also if there is a new one")
  func lost() throws {
    for isMadeAnew in [false, true] {
      let slide = try SlideProcess(file, on: stage)
      try slide.await("still 50 20")
      try stage.share("rm", "default")
      if isMadeAnew { try stage.put(old) }
      try slide.order("show")
      #expect(try slide.end() == SlideProcess.said("still 50 20", "lost", code: 74))
      if isMadeAnew { #expect(try stage.held().generation == 1) } else { try stage.put(old) }
    }
    let slide = try SlideProcess(file, on: stage, channel: "other")
    #expect(try slide.end() == SlideProcess.said("lost", code: 74))
    #expect(Folder.entries(stage.rootPath) == ["default"])
  }

  @Test("while another publisher is in the way, the slide stays, and can be shown later")
  func busy() throws {
    let slide = try SlideProcess(file, on: stage)
    try slide.await("still 50 20")
    let lock = open(stage.rootPath + "/default/lock", O_RDWR | O_CLOEXEC)
    #expect(clinux_flock(lock, LOCK_EX) == 0)
    try slide.order("show")
    try eventually("it says so") { slide.answers.count == 2 }
    #expect(
      slide.answers[1].hasPrefix("busy \(stage.rootPath)/default/lock has been locked for 5 s; "))
    #expect(slide.program.isRunning)
    close(lock)
    try slide.order("show")
    try slide.await("shown 2")
    #expect(try stage.held().picture == new)
  }

  @Test("what is no picture is passed over without a word")
  func skipped() throws {
    let folder = stage.folder
    mkfifo(folder.path("pipe.png"), 0o600)
    symlink("loop.png", folder.path("loop.png"))
    try folder.write([], to: "empty.png")
    try folder.write(Array("Once upon a time".utf8), to: "text.png")
    mkdir(folder.path("directory.png"), 0o700)
    let names = [
      "pipe.png", "loop.png", "empty.png", "text.png", "directory.png", "missing.png",
      "text.png/below.png",
    ]
    for path in names.map(folder.path) + ["/dev/zero", "/dev/null"] {
      let slide = try SlideProcess(path, on: stage)
      #expect(try slide.end() == SlideProcess.said("skip"), "\(path)")
    }
    try nothingIsLeft()
  }

  @Test("a picture that cannot be decoded is answered with the reason, in one line")
  func failed() throws {
    let whole = Folder.contents(file)
    let cut = try stage.folder.write(Array(whole.prefix(whole.count / 2)), to: "cut.png")
    #expect(
      try SlideProcess(cut, on: stage).end()
        == SlideProcess.said(
          "failed the PNG file is incomplete: part of the picture is missing", code: 65))
    #expect(
      try SlideProcess(file, on: stage, "--max-pixels", "999").end()
        == SlideProcess.said(
          "failed 50x20 is more than the limit of 999 pixels; --max-pixels raises it", code: 65))
    try nothingIsLeft()
  }

  @Test("a process that waits for its file decodes the one that it is told, whatever its name")
  func told() throws {
    let name = "a\u{1}\n ü.png"
    try stage.folder.write(Picture.noise(50, 20, seed: 7).png(), to: name)
    let slide = try SlideProcess(nil, on: stage)
    let bytes = Array(stage.folder.path(name).utf8)
    try slide.order("decode " + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    try slide.await("still 50 20")
    try slide.order("show")
    #expect(try slide.end() == SlideProcess.said("still 50 20", "shown 2"))
    let missing = try SlideProcess(nil, on: stage)
    try missing.order("decode 2f6e6f6e65")
    #expect(try missing.end() == SlideProcess.said("skip"))
    let untold = try SlideProcess(nil, on: stage)
    try untold.order("show")
    #expect(try untold.end() == SlideProcess.said())
  }

  @Test("lines that are no orders are passed over; one without an end is the end")
  func garbage() throws {
    let slide = try SlideProcess(file, on: stage)
    for line in ["", "shown", "show  1", "show -1", "show 99999999999", "stop", "stop it", "\0"] {
      try slide.order(line)
    }
    try slide.order("show")
    #expect(try slide.end() == SlideProcess.said("still 50 20", "shown 2"))
    let endless = try SlideProcess(file, on: stage)
    try endless.program.send([UInt8](repeating: 0x73, count: 9000))
    #expect(try endless.end() == SlideProcess.said("still 50 20"))
  }

  private func latest() throws -> FrameInfo {
    let channels = try stage.root.list().channels
    return try #require(channels.first?.frame)
  }

  /// The old picture is still shown, and publishing goes on with three frames at most.
  private func nothingIsLeft() throws {
    #expect(try stage.held().picture == old)
    #expect(try stage.held().generation == 1)
    for picture in [old, new, old, new] { try stage.put(picture) }
    #expect(stage.frames().count <= 3)
  }
}
