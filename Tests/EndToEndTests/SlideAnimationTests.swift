import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("A slide that moves") struct SlideAnimationTests {
  private let stage: Stage
  /// Two frames of 100 ms, in turn for ever: red to blue, and the other way round.
  private let file: String
  private static let fixture =
    #filePath.replacing("EndToEndTests/SlideAnimationTests.swift", with: "")
    + "ImageDecodingTests/Fixtures/ramp-animated.gif"

  init() throws {
    stage = try Stage()
    try stage.put(Picture.noise(40, 30, seed: 1))
    file = Self.fixture
  }

  /// The same, as often as given.
  private func file(passes: UInt8) throws -> String {
    var bytes = Folder.contents(Self.fixture)
    let name = Array("NETSCAPE2.0".utf8)
    let start = try #require(
      bytes.indices.first { bytes[$0...].starts(with: name) })
    bytes[start + name.count + 2] = passes - 1  // "repeat", after the size and the kind of block
    return try stage.folder.write(bytes, to: "\(passes).gif")
  }

  @Test("its frames follow one another, its passes are told, and it ends with its orders")
  func plays() throws {
    let slide = try SlideProcess(file, on: stage)
    try slide.await("animation 32 24 200")
    #expect(try stage.held().generation == 1)
    try slide.order("show 30")
    var frames: [Picture] = []
    let reader = try ChannelReader(name: .standard, root: stage.root)
    var seen = Generation(rawValue: 1)
    while frames.count < 8 {
      seen = try #require(try reader.wait(after: seen, timeout: patience))
      let held = try stage.held()
      if frames.last != held.picture { frames.append(held.picture) }
    }
    #expect(frames[0] != frames[1])
    for index in 2..<8 { #expect(frames[index] == frames[index - 2]) }
    try eventually("passes are told") { slide.answers.count { $0 == "played" } >= 3 }
    slide.program.endInput()
    #expect(try slide.program.wait() == .exited(0))
    #expect(slide.answers.prefix(2) == ["animation 32 24 200", "shown 2"])
    let last = try stage.held()
    #expect(frames.contains(last.picture))
    #expect(stage.frames().count <= 4)
  }

  @Test("it is played as often as the file says, and its last frame stays")
  func ends() throws {
    let slide = try SlideProcess(try file(passes: 3), on: stage)
    try slide.order("show")
    try eventually("it has ended") { slide.answers.count { $0 == "played" } == 3 }
    let last = try stage.held()
    let still = try SlideProcess(file, on: stage)
    try still.order("show")
    try still.await("shown \(last.generation + 1)")
    #expect(last.picture != (try stage.held().picture), "it is not the first one")
    still.program.endInput()
    #expect(slide.program.isRunning)
    slide.program.endInput()
    #expect(try slide.program.wait() == .exited(0))
    #expect(slide.answers.filter { $0 != "played" } == ["animation 32 24 200", "shown 2"])
  }

  @Test("a picture that another publisher puts meanwhile stays")
  func interrupted() throws {
    let slide = try SlideProcess(file, on: stage)
    try slide.order("show")
    try slide.await("played")
    let other = Picture.noise(50, 20, seed: 2)
    try stage.put(other)
    let put = try stage.held()
    #expect(put.picture == other)
    try eventually("no more passes are told") {
      let count = slide.answers.count
      usleep(700_000)
      return slide.answers.count == count
    }
    #expect(slide.program.isRunning)
    #expect(try stage.held().generation == put.generation)
    slide.program.endInput()
    #expect(try slide.program.wait() == .exited(0))
  }

  @Test("it is lost with its channel")
  func lost() throws {
    let slide = try SlideProcess(file, on: stage)
    try slide.order("show")
    try slide.await("played")
    try stage.share("rm", "default")
    #expect(try slide.program.wait() == .exited(74))
    #expect(slide.answers.last == "lost")
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }

  @Test("it ends with the slideshow that started it")
  func orphaned() throws {
    let slide = try SlideProcess(file, on: stage)
    try slide.order("show")
    try slide.await("played")
    slide.program.endInput()
    #expect(try slide.program.wait() == .exited(0))
    #expect(slide.answers.last == "played")
  }
}
