import Glibc
import TestSupport

/// A user with nothing but an id.
struct User {
  static let victim = User(id: 64_996)
  static let attacker = User(id: 64_997)

  let id: UInt32

  func start(_ stage: Stage, _ program: String, _ arguments: [String]) throws -> Program {
    let who = ["--reuid", "\(id)", "--regid", "\(id)", "--clear-groups"]
    return try stage.start("setpriv", who + [program] + arguments)
  }

  func run(_ stage: Stage, _ program: String, _ arguments: [String]) throws -> Outcome {
    try Outcome(of: start(stage, program, arguments))
  }

  func share(_ stage: Stage, _ arguments: String...) throws -> Outcome {
    try run(stage, Product.shmshare.path, arguments)
  }

  func shell(_ stage: Stage, _ script: String) throws -> Outcome {
    try run(stage, "/bin/sh", ["-c", script])
  }
}

/// A folder like /dev/shm, in which everybody may make files; the victim's root is to lie in it.
struct Place {
  let stage: Stage
  let commons: Folder
  let picture: String

  init() throws {
    stage = try Stage()
    commons = try Folder(mode: 0o1777)
    stage.rootPath = commons.path("root")
    picture = try commons.write(Picture.plain(0x40).png(), to: "picture.png")
    chmod(picture, 0o644)
  }

  /// The victim's channel with one frame.
  func publish() throws {
    let outcome = try User.victim.share(stage, picture)
    try demand(outcome.ending == .exited(0), "a put into a root of one's own: \(outcome)")
  }
}
