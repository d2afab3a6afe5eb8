import Glibc
import TestSupport

/// What happens to a wall within a year, one thing after the other.
final class WallTroubles {
  private let wall: Wall
  private var lastHang: ContinuousClock.Instant?

  /// A folder that hangs again within a minute is waited for longer each time.
  private static let calm = Duration.seconds(65)

  /// Of a screen that is switched off: time for three slides, in microseconds.
  private static let night: useconds_t = 200_000

  init(of wall: Wall) { self.wall = wall }

  private var near: String { wall.stage.folder.path("near") }

  /// One of them, chosen at random.
  func happen(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: try breakFile(&random, &tally)
    case 1: try replacePicture(&random, &tally)
    case 2: try removeFolder(&random, &tally)
    case 3: try hang(&tally)
    case 4, 5: try killChild(&random, &tally)
    case 6: try setClock(&random, &tally)
    default: try switchScreen(&tally)
    }
  }

  /// Half a picture, nothing, or something else, in the place of the one before.
  private func breakFile(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    // Bright, for some decoder may take what is behind its end, or is missing there, for nothing.
    let whole = BrightPictures.picture(30, 20, &random).png()
    let kinds = [
      Array(whole.prefix(.random(in: 0..<whole.count, using: &random))), [], whole + [0],
    ]
    let bytes = kinds.randomElement(using: &random) ?? []
    try wall.stage.folder.write(
      bytes + Array("no picture".utf8).prefix(bytes.isEmpty ? 10 : 0), to: "near/broken.png")
    tally.count("broken files")
  }

  private func replacePicture(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let picture = BrightPictures.picture(
      .random(in: 100...400, using: &random), .random(in: 100...300, using: &random), &random)
    let path = try wall.stage.file(picture, "new")
    let name = "\(near)/\(Int.random(in: 0..<3, using: &random)).png"
    try demand(rename(path, name) == 0, "cannot rename \(path)")
    tally.count("pictures replaced")
  }

  private func removeFolder(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let folder = "\(near)/year/month"
    mkdir("\(near)/year", 0o700)
    mkdir(folder, 0o700)
    _ = try wall.stage.file(BrightPictures.picture(80, 60, &random), "near/year/month/a.png")
    try wall.awaitSlides(4)
    Folder.remove("\(near)/year")
    tally.count("folders made and removed")
  }

  private func hang(_ tally: inout Tally) throws {
    if let lastHang, ContinuousClock.now < lastHang + Self.calm { return }
    guard let fileSystem = wall.fileSystem else { return }
    fileSystem.stop()
    defer { fileSystem.goOn() }
    try eventually("it is told of") {
      try self.wall.stage.share("list", "--json").output.contains("which does not answer")
    }
    try wall.awaitSlides(4)
    fileSystem.goOn()
    try eventually("it is back") {
      try !self.wall.stage.share("list", "--json").output.contains("which does not answer")
    }
    lastHang = .now
    tally.count("folders that hung")
  }

  private func killChild(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    guard let child = wall.show.children.randomElement(using: &random) else { return }
    kill(child, SIGKILL)
    tally.count("children of the show killed")
  }

  private func setClock(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    try wall.clock.set(by: .random(in: -400_000_000...400_000_000, using: &random))
    tally.count("clocks set, by up to twelve years")
  }

  private func switchScreen(_ tally: inout Tally) throws {
    wall.watch.look(false)
    try wall.steer("screen", "off")
    let slides = try wall.slides()
    usleep(Self.night)
    try demand(wall.slides() <= slides + 1, "slides were shown while the screen was off")
    try wall.steer("screen", "on")
    try wall.awaitBright()
    wall.watch.look(true)
    tally.count("screens switched off and on")
  }
}
