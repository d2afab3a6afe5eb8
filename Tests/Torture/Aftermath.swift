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

  init(stage: Stage, watcher: Viewer, new: Picture, next: Picture) throws {
    (self.stage, self.watcher, self.new, self.next) = (stage, watcher, new, next)
    nextFile = try stage.file(next, "next.png")
  }

  /// What is there before a program is started.
  struct Before {
    let state: ChannelState?
    let frameCount: Int
    /// Left by a program that was killed earlier.
    let leftovers: Int
  }

  func before() throws -> Before {
    Before(
      state: try stage.state(), frameCount: stage.frames().count,
      leftovers: stage.leftovers().count)
  }

  /// - Parameters:
  ///   - outcome: how the killed program has ended, or one that got through.
  ///   - effect: what it was to do.
  ///   - sweeper: which of the three programs that sweep is to do it.
  func check(_ outcome: Outcome, after before: Before, effect: KillJob.Effect, sweeper: Int) throws
  {
    let after = try stage.state()
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
    if let after { try watcher.awaitPicture(after.picture) }
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

  /// The next put is published at once, and the viewer shows it.
  func goesOn() throws {
    try stage.show(file: nextFile)
    try watcher.awaitPicture(next)
    try demand(stage.frames().count <= 4, "\(stage.frames()) with one viewer")
    let others = Set(stage.channelFiles()).subtracting(stage.frames())
    try demand(others == ["control", "lock", "viewers"], "files in the channel: \(others)")
    let viewers = Folder.entries(stage.rootPath + "/default/viewers")
    try demand(viewers.count == 1, "\(viewers.count) files of one viewer")
  }

  private func describe(_ state: ChannelState?) -> String {
    state.map { "generation \($0.generation), \($0.picture)" } ?? "no frame"
  }
}
