import Glibc
import TestSupport

/// A slideshow on the channel that is spoilt: it waits for pictures that do not come, so that
/// nobody but the victim publishes, and reads whatever stands in its file.
struct HostileShow {
  private let program: Program

  /// Starts it, and waits until it has its file.
  init(on stage: Stage) throws {
    let folder = stage.folder.path("no-pictures")
    if mkdir(folder, 0o700) == 0, let user = stage.userID { chown(folder, user, user) }
    program = try stage.startShare("slideshow", folder)
    let program = program
    try eventually("the slideshow has its file; it said: \(program.standardError)") {
      guard program.isRunning else { throw BrokenPromise("it ended: \(try Outcome(of: program))") }
      return stage.channelFiles().contains("show")
    }
  }

  /// Ends it; it may have been told to end before, or have met what it cannot go on with.
  func end(_ tally: inout Tally) throws {
    if program.isRunning {
      let memory = try program.anonymousMemory()
      try demand(memory < 400 << 20, "a slideshow has taken \(memory) bytes")
      tally.count("slideshows that lived through it")
    } else {
      tally.count("slideshows that a spoilt file has ended, with an error or by a command")
    }
    program.signal(SIGTERM)
    let outcome = try Outcome(of: program)
    // Its channel was refused, its file taken by another, or the command to end was written there.
    try demand(
      [0, 74, 75].map(Ending.exited).contains(outcome.ending), "a slideshow ended: \(outcome)")
    try demand(
      outcome.ending == .exited(0) || !outcome.errors.isEmpty, "it has not said why: \(outcome)")
  }
}
