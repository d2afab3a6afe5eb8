import Glibc
import TestSupport
import Testing

@Suite("Files of the channel damaged under a live viewer") struct DamageTests {
  let stage: Stage
  let first = Picture.noise(300, 200, seed: 1)
  let second = Picture.noise(300, 200, seed: 2)

  init() throws { stage = try Stage.withScreen() }

  @Test(
    "a frame cut short ends no viewer, and the next picture is shown whole",
    arguments: ["300x200", "150x100"])
  func cut(geometry: String) throws {
    let viewer = try stage.startViewer("--geometry", geometry)
    try stage.show(first)
    for length in [4096 + 300 * 4 * 50, 100, 0] {
      for frame in stage.frames() { truncate(stage.rootPath + "/default/" + frame, off_t(length)) }
      viewer.window.resize(to: 200, 180)  // it must draw what is no longer there
      try eventually("the viewer took its new size") { viewer.window.frame?.width == 200 }
      viewer.window.resize(to: 300, 200)
      try stage.show(second)
      try viewer.awaitPicture(second)
      try stage.show(first)
      try viewer.awaitPicture(first)
    }
    #expect(try viewer.quit().ending == .exited(0))
  }

  @Test("a frame whose header is nonsense is not shown; the last good picture stays")
  func badHeader() throws {
    let viewer = try stage.startViewer()
    try stage.show(first)
    let publisher = try stage.startShare("-", input: .pipe)
    for frame in stage.frames() {
      overwrite(stage.rootPath + "/default/" + frame, at: 48, [0xFF, 0xFF, 0xFF, 0x7F])
    }
    viewer.window.resize(to: 301, 200)
    try publisher.send(second.png())
    publisher.endInput()
    #expect(try publisher.wait() == .exited(0))
    try viewer.awaitPicture(second)
    #expect(try viewer.quit().ending == .exited(0))
  }

  @Test("a newest frame that is not known, or cannot be, costs a line, and the last picture stays")
  func unknown() throws {
    let viewer = try stage.startViewer()
    for (offset, value, words) in [
      (60, 0x0000_0009, "pixel format 9, which this version does not know"),
      (60, 0x0001_0001, "pixel format 65537, which this version does not know"),
      (60, 0x0000_0803, "pixel format 2051, which this version does not know"),
      (1104, 0x7FC0_0000, "a range from nan to 0.0"),
      (1112, 99, "color table 99, which this version does not know"),
    ] as [(Int, UInt32, String)] {
      try stage.show(first)
      // The viewer does not see it before it is as a newer program would have published it.
      try viewer.program.stop()
      try stage.put(second)
      for frame in stage.frames() {
        overwrite(
          stage.rootPath + "/default/" + frame, at: offset,
          withUnsafeBytes(of: value.littleEndian) { Array($0) })
      }
      viewer.program.signal(SIGCONT)
      try eventually("it says \(words): \(viewer.program.standardError)") {
        viewer.program.standardError.contains(words)
      }
      try viewer.awaitPicture(first)
    }
    try stage.show(second)
    try viewer.awaitPicture(second)
    #expect(try viewer.quit().ending == .exited(0))
  }

  @Test("a control file that is nonsense is reported by both, and removing the channel mends it")
  func badControl() throws {
    let viewer = try stage.startViewer()
    try stage.show(first)
    overwrite(stage.rootPath + "/default/control", at: 0, Array("NONSENSE".utf8))
    let put = try stage.share(stage.file(second))
    #expect(put.ending == .exited(74))
    #expect(put.errors.split(separator: "\n").count == 1)
    #expect(put.errors.contains("default/control is damaged: "), "\(put)")
    #expect(try stage.share("list").ending == .exited(74))
    #expect(viewer.program.isRunning)
    _ = try stage.share("rm", "default")
    Folder.remove(stage.rootPath + "/default")
    try stage.show(second)
    try viewer.awaitPicture(second)
  }

  private func overwrite(_ path: String, at offset: Int, _ bytes: [UInt8]) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    defer { close(file) }
    pwrite(file, bytes, bytes.count, off_t(offset))
  }
}
