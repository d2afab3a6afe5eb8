import ShmChannel
import TestSupport

/// What must hold after a program was killed, with a viewer that has watched it all.
struct Aftermath {
  let stage: Stage
  let watcher: Viewer
  /// What the killed program has meant to publish.
  let new: Picture
  /// What is published to see that publishing goes on, and its file.
  let next: Picture
  let nextFile: String
  /// What the watcher can have shown by right.
  private let ledger = CommitLedger()

  /// - Parameter watcher: runs with `--stats`, and shows what the channel holds.
  init(stage: Stage, watcher: Viewer, new: Picture, next: Picture) throws {
    (self.stage, self.watcher, self.new, self.next) = (stage, watcher, new, next)
    nextFile = try stage.file(next, "next.png")
    try settle()
  }

  /// Waits until the watcher shows what the channel holds, or that it waits for a frame.
  @discardableResult
  func settle() throws -> ChannelState? {
    let state = try stage.state()
    if let state {
      try watcher.awaitPicture(state.picture)
      try eventually("the viewer knows that it shows the frame") {
        let viewers = try stage.root.list().channels.first?.viewers ?? []
        return viewers.contains { $0.generation.rawValue == state.generation }
      }
    } else {
      // Text stands in the middle, and pictures of noise have no row of one colour.
      try eventually("the window shows that there is no frame") {
        try watcher.picture().pixels.prefix(100).allSatisfy { $0 == Self.barColour }
      }
    }
    ledger.note(state)
    return state
  }

  /// `Backdrop.dark.bars` of the viewer.
  private static let barColour: UInt32 = 0xFF1C_1C1C

  /// What is there before a program is started.
  struct Before {
    let state: ChannelState?
    let frameCount: Int
    /// Left by a program that was killed earlier.
    let leftovers: Int
  }

  func before() throws -> Before {
    Before(
      state: try settle(), frameCount: stage.frames().count,
      leftovers: stage.leftovers().count)
  }

  /// - Parameters:
  ///   - outcome: how the killed program has ended, or one that got through.
  ///   - effect: what it was to do.
  ///   - sweeper: which of the three programs that sweep is to do it.
  func check(_ outcome: Outcome, after before: Before, effect: KillJob.Effect, sweeper: Int) throws
  {
    let after = try settle()
    let isDone =
      switch effect {
      case .publishes: isPublished(after, over: before.state)
      case .removes: after == nil
      case .none: after == before.state
      }
    try demand(
      isDone || after == before.state,
      "neither done nor undone: \(describe(before.state)) became \(describe(after))")
    if outcome.ending == .exited(0) {
      try demand(isDone, "it ended well, but has done nothing: \(describe(after))")
    }
    try demand(
      stage.frames().count <= before.frameCount + 1,
      "\(before.frameCount) frame files became \(stage.frames().count)")
    try demand(
      stage.leftovers().count <= before.leftovers + 1, "left over: \(stage.leftovers())")
    try sweep(by: sweeper)
    try goesOn()
  }

  private func isPublished(_ after: ChannelState?, over before: ChannelState?) -> Bool {
    guard let after, after.picture == new else { return false }
    guard let before else { return after.generation == 1 }
    return after.id == before.id && after.generation == before.generation + 1
  }

  /// The next creator, `rm` or `list` leaves nothing but channels.
  private func sweep(by sweeper: Int) throws {
    if stage.leftovers().isEmpty { return }
    let arguments = [
      ["list"], ["--channel", "other", nextFile], ["rm", "none"],
    ]
    _ = try stage.run(Product.shmshare.path, arguments[sweeper % arguments.count])
    try demand(
      stage.leftovers().isEmpty,
      "\(arguments[sweeper % arguments.count]) has not swept \(stage.leftovers())")
    if Folder.entries(stage.rootPath).contains("other") { try stage.share("rm", "other") }
  }

  /// The next put has each lock at its first try, and the viewer shows it.
  func goesOn() throws {
    let log = stage.folder.path("locks")
    let put = [Product.shmshare.path, "--wait-shown", "60", nextFile]
    let outcome = try stage.run(Tracer.path, Tracer.recording(only: "flock", to: log, put))
    try demand(outcome.ending == .exited(0) && outcome.errors.isEmpty, "the next put: \(outcome)")
    let tries = try Tracer.calls(in: log).filter { $0.line.contains("/lock>, LOCK_EX") }
    try demand(
      tries.count == 2 && tries.allSatisfy { $0.line.hasSuffix("= 0") },
      "the next put was to have the lock twice, each time at once: \(tries.map(\.line))")
    try settle()
    try demand(stage.frames().count <= 4, "\(stage.frames()) with one viewer")
    let others = Set(stage.channelFiles()).subtracting(stage.frames())
    try demand(others == ["control", "lock", "viewers"], "files in the channel: \(others)")
    let viewers = Folder.entries(stage.rootPath + "/default/viewers")
    try demand(viewers.count == 1, "\(viewers.count) files of one viewer")
  }

  /// Ends the watcher, which must have shown each committed frame once, and nothing else.
  func end() throws {
    let counts = try ViewerCounts(quitting: watcher)
    try demand(
      counts.puts == counts.shown && counts.shown + counts.skipped == Int(ledger.count),
      "\(ledger.count) frames were committed; the viewer has shown \(counts.shown) in "
        + "\(counts.puts) puts, and passed \(counts.skipped) over")
  }

  private func describe(_ state: ChannelState?) -> String {
    state.map { "generation \($0.generation), \($0.picture)" } ?? "no frame"
  }
}
