import Glibc
import TestSupport
import Testing

@Suite("The life of a channel") struct ChannelLifeTests {
  let first = Picture.noise(120, 90, seed: 1)
  let second = Picture.noise(120, 90, seed: 2)

  @Test("a viewer that came first shows what is put later")
  func viewerFirst() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    #expect(viewer.window.title == "shmview – default")
    #expect(Folder.entries(stage.rootPath).isEmpty, "a viewer makes the root alone")
    try stage.show(first)
    #expect(try viewer.picture() == first)
    let outcome = try viewer.quit()
    #expect(outcome == Outcome(0))
    #expect(Folder.entries(stage.rootPath + "/default/viewers").isEmpty)
  }

  @Test("a picture outlives its publisher, for a viewer that comes later")
  func publisherFirst() throws {
    let stage = try Stage.withScreen()
    try stage.put(first)
    let viewer = try stage.startViewer()
    try viewer.awaitPicture(first)
    #expect(viewer.window.frame?.width == 120)
  }

  @Test("while it waits, the window says for which channel")
  func waiting() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("later")
    try eventually("some text on the dark background") {
      try Set(viewer.picture().pixels).count > 1
    }
    let other = try stage.startViewer("other")
    try eventually("another text") {
      let (one, two) = (try viewer.picture(), try other.picture())
      return Set(two.pixels).count > 1 && one != two
    }
  }

  @Test("a viewer waits when its channel is removed, and follows it when it is made again")
  func removed() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    for picture in [first, second, first] {
      try stage.show(picture)
      try viewer.awaitPicture(picture)
      #expect(try stage.share("rm", "default") == Outcome(0))
      try eventually("the window waits again") {
        try viewer.window.title == "shmview – default" && viewer.picture().isTextOnBars
      }
      #expect(Folder.entries(stage.rootPath).isEmpty)
    }
    let outcome = try viewer.quit()
    #expect(outcome == Outcome(0))
  }

  @Test("a viewer waits when its root is gone, and follows when it is made again")
  func rootRemoved() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    for picture in [first, second] {
      try stage.show(picture)
      try viewer.awaitPicture(picture)
      Folder.remove(stage.rootPath)
      try eventually("the window waits again") { viewer.window.title == "shmview – default" }
    }
    try stage.show(first)
    try viewer.awaitPicture(first)
    let outcome = try viewer.quit()
    #expect(outcome == Outcome(0))
  }

  @Test("a channel's directory deleted by hand is no channel, and its viewer waits")
  func directoryDeleted() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    try stage.show(first)
    Folder.remove(stage.rootPath + "/default")
    try eventually("the window waits again") { viewer.window.title == "shmview – default" }
    try stage.show(second)
    try viewer.awaitPicture(second)
    #expect(try stage.held().generation == 1)
  }

  @Test("a channel removed while a put is decoding: the put says so, or makes the channel anew")
  func removedWhileDecoding() throws {
    let stage = try Stage()
    try stage.put(first)
    let file = second.png()
    let put = try stage.startShare("-", input: .pipe)
    try put.send(Array(file.prefix(file.count / 2)))
    #expect(try stage.share("rm", "default") == Outcome(0))
    try put.send(Array(file.dropFirst(file.count / 2)))
    put.endInput()
    let outcome = try Outcome(of: put)
    switch outcome.ending {
    case .exited(0):
      #expect(outcome.output == "default: generation 1, 120x90, stdin\n")
      #expect(try stage.held().picture == second)
    default:
      let words = "shmshare: standard input: channel default was removed while publishing\n"
      #expect(outcome == Outcome(74, errors: words))
      #expect(Folder.entries(stage.rootPath).isEmpty)
    }
  }

  @Test("puts beside removals all succeed, each into the channel that is there then")
  func removals() throws {
    let stage = try Stage()
    let path = try stage.file(.noise(30, 20))
    let remover = try stage.start(
      "sh", ["-c", "while :; do \"$0\" rm default 2>/dev/null; done", Product.shmshare.path])
    defer { remover.signal(SIGKILL) }
    for _ in 0..<25 { #expect(try stage.share("-q", path) == Outcome(0)) }
  }

  @Test("a picture that arrives slowly through a FIFO is read to its end")
  func slowInput() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    try stage.show(first)
    let path = stage.folder.path("fifo")
    #expect(mkfifo(path, 0o600) == 0)
    let put = try stage.startShare("--wait-shown", "60", path)
    // A process of its own: to open a pipe that nobody reads would be to wait without end.
    let writer = try stage.start("sh", ["-c", "cat >\"$0\"", path], input: .pipe)
    let file = second.png()
    for start in stride(from: 0, to: file.count, by: 4000) {
      try writer.send(Array(file[start..<min(file.count, start + 4000)]))
      #expect(try viewer.picture() == first, "the last good picture stays meanwhile")
    }
    writer.endInput()
    #expect(try put.wait() == .exited(0))
    #expect(try viewer.picture() == second)
  }
}
