import Glibc
import TestSupport

/// Files of a channel that are spoilt while everybody uses them.
struct HostileTrial: Trial {
  static let name = "hostile"
  static let promise =
    "whatever stands in a channel's files, there is an error or a recovery: never a crash, a hang, "
    + "or memory without end"
  static let share = 4

  /// Mutations that a full run tries at least.
  private static let least = 100_000
  /// Rounds of one victim process.
  private static let rounds: UInt64 = 200

  /// Whom the trial runs as: what goes wrong in it must not harm the machine.
  private static let user: UInt32 = 64_996

  func run(_ context: Context) throws -> Tally {
    let stage = try Stage.withScreen()
    // A frame's file may be of any size: what is read of it must not fill the machine's memory.
    let tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 256 << 20)
    defer { withExtendedLifetime(tmpfs) {} }
    let picture = try stage.file(.plain(0))
    for path in [stage.folder.path, stage.rootPath, picture] {
      guard chown(path, Self.user, Self.user) == 0 else {
        throw TestFailure("only root can be several users")
      }
    }
    stage.userID = Self.user
    for name in ["ASAN_OPTIONS", "SWIFT_BACKTRACE"] {
      stage.environment[name] = getenv(name).map { String(cString: $0) }
    }
    let decoy = try Decoy(in: stage.folder.path, owner: Self.user)
    // One that all of the victim's frames fit into, on the direct path, and one that scales many.
    let viewers = try [
      stage.startViewer("--geometry", "200x150+0+0"),
      stage.startViewer("--geometry", "100x80+400+0"),
    ]
    var tally = Tally()
    var round = context.firstRound
    var mutations = 0
    repeat {
      do {
        mutations += try suffer(in: round, stage, viewers, seed: context.seed, &tally)
        try decoy.check()
      } catch {
        throw BrokenPromise("\(error)", round: round)
      }
      round += 1
    } while !context.isOver || !context.isQuick && mutations < Self.least
    for viewer in viewers {
      let ending = try viewer.quit().ending
      try demand(ending == .exited(0), "a viewer ended by \(ending)")
    }
    return tally
  }

  /// One victim, in a root with nothing in it; in each second round beside a slideshow. The number
  /// of mutations.
  private func suffer(
    in round: UInt64, _ stage: Stage, _ viewers: [Viewer], seed: UInt64, _ tally: inout Tally
  ) throws -> Int {
    for name in Folder.entries(stage.rootPath) { Folder.remove(stage.rootPath + "/" + name) }
    let show = round % 2 == 1 ? try HostileShow(on: stage) : nil
    let victim = try Sufferer(
      stage, seed: seed, first: round, rounds: Self.rounds, meddle: round % 4 < 2)
    let mutations = try victim.count(in: &tally)
    try list(stage)
    try show?.end(&tally)
    try self.show(stage, viewers, seed: seed &+ round, &tally)
    return mutations
  }

  /// `list` says what it can, whatever the victim has left.
  private func list(_ stage: Stage) throws {
    let outcome = try stage.share("list", "--json")
    try demand(
      outcome.ending == .exited(0) || outcome.ending == .exited(74), "list: \(outcome)")
  }

  /// The viewers that have lived through it show the next picture, also after its frame was cut.
  private func show(
    _ stage: Stage, _ viewers: [Viewer], seed: UInt64, _ tally: inout Tally
  ) throws {
    for name in Folder.entries(stage.rootPath) { Folder.remove(stage.rootPath + "/" + name) }
    for step in 0..<2 {
      let picture = Picture.noise(90, 70, seed: seed &+ UInt64(step))
      try stage.put(picture)
      for viewer in viewers {
        try demandLife(of: viewer, stage)
        do { try viewer.awaitPicture(picture) } catch {
          try demandLife(of: viewer, stage)
          let frame = viewer.window.frame.map { "\($0)" } ?? "no window"
          throw BrokenPromise("\(error) in \(frame): \(viewer.program.standardError.suffix(4000))")
        }
        let memory = try viewer.program.anonymousMemory()
        try demand(memory < 400 << 20, "a viewer has taken \(memory) bytes")
      }
      for frame in stage.frames() {
        truncate(stage.rootPath + "/default/" + frame, [0, 100, 4096, 9000][Int(seed % 4)])
      }
      // Smaller than the picture: on the composed path; then larger.
      for viewer in viewers { viewer.window.resize(to: 80, 60) }
      for viewer in viewers { viewer.window.resize(to: 200, 150) }
      tally.count("frames cut under a live viewer, and the next one shown")
    }
  }

  /// Neither the viewer nor the X server has ended.
  private func demandLife(of viewer: Viewer, _ stage: Stage) throws {
    guard !viewer.program.isRunning else { return }
    if let server = stage.server?.program, let ending = try? server.wait(within: .seconds(5)) {
      throw BrokenPromise("the X server: \(ending): \(server.standardError)")
    }
    throw BrokenPromise("a viewer ended: \(viewer.program.standardError.suffix(4000))")
  }
}

/// A victim's process, watched.
private struct Sufferer {
  private let program: Program
  private let meddles: Bool
  private let command: String

  init(_ stage: Stage, seed: UInt64, first: UInt64, rounds: UInt64, meddle: Bool) throws {
    let arguments =
      [
        "victim", "--root", stage.rootPath, "--seed", "\(seed)", "--first", "\(first * rounds)",
        "--rounds", "\(rounds)",
      ] + (meddle ? ["--meddle"] : [])
    meddles = meddle
    command = arguments.joined(separator: " ")
    program = try stage.start(Product.torture.path, arguments)
  }

  /// Waits for its end, and gives the number of mutations.
  func count(in tally: inout Tally) throws -> Int {
    try awaitEnd()
    let ending = try program.wait()
    let lines = program.standardOutput.split(separator: "\n")
    guard ending == .exited(0), let last = lines.last, last.hasPrefix("tally ") else {
      throw BrokenPromise(
        "\(command): \(ending) in \(lines.last ?? "no round"): \(program.standardError)")
    }
    let numbers = last.split(separator: " ").compactMap { Int($0) }
    let names = [
      "mutations, and every use of the channel after each", "errors said", "recoveries by a put",
      "channels deleted, and made anew", "rewrites by a second thread meanwhile",
    ]
    for (name, number) in zip(names, numbers) where number > 0 { tally.count(name, number) }
    return numbers.first ?? 0
  }

  /// A victim that makes no progress hangs.
  private func awaitEnd() throws {
    var before = ""
    while program.isRunning {
      let now = program.standardOutput
      try eventually("\(command) goes on; it said: \(now.suffix(40))", within: patience * 2) {
        !program.isRunning || program.standardOutput != before
      }
      before = program.standardOutput
    }
  }
}

extension Program {
  /// Bytes of memory that no file lies behind: `RssAnon` of proc(5).
  func anonymousMemory() throws -> Int {
    let status = String(decoding: Folder.contents("/proc/\(processID)/status"), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    let number = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let number else { throw TestFailure("process \(processID) has no RssAnon") }
    return number * 1024
  }
}
