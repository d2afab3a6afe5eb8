import Glibc
import TestSupport

/// Another user of the machine, who is curious, and plants things in our way.
struct OtherUserTrial: Trial {
  static let name = "other-user"
  static let promise =
    "another user can neither see nor change a channel, and what he plants is neither followed nor "
    + "trusted, but named with its owner"
  static let share = 1

  func run(_ context: Context) throws -> Tally {
    guard geteuid() == 0 else { throw TestFailure("only root can be several users") }
    var tally = Tally()
    repeat {
      try curious(&tally)
      try squatter(&tally)
      try planter(&tally)
      try root(&tally)
    } while !context.isOver && !context.isQuick && tally.total < 2000
    return tally
  }
}

/// A user with nothing but an id.
private struct User {
  static let victim = User(id: 64_996)
  static let attacker = User(id: 64_997)

  let id: UInt32

  func run(_ stage: Stage, _ program: String, _ arguments: [String]) throws -> Outcome {
    let who = ["--reuid", "\(id)", "--regid", "\(id)", "--clear-groups"]
    return try stage.run("setpriv", who + [program] + arguments)
  }

  func share(_ stage: Stage, _ arguments: String...) throws -> Outcome {
    try run(stage, Product.shmshare.path, arguments)
  }

  func shell(_ stage: Stage, _ script: String) throws -> Outcome {
    try run(stage, "/bin/sh", ["-c", script])
  }
}

/// A folder like /dev/shm, in which everybody may make files; the victim's root is to lie in it.
private struct Place {
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

extension OtherUserTrial {
  /// Tries every way in.
  private func curious(_ tally: inout Tally) throws {
    let place = try Place()
    let (stage, root) = (place.stage, place.stage.rootPath)
    try place.publish()
    let words = "\(root) belongs to user \(User.victim.id), not to you"
    let ways = [
      [place.picture], ["list"], ["list", "--json"], ["wait", "--timeout", "1"], ["save", "-"],
      ["rm", "default"],
    ]
    for arguments in ways {
      let outcome = try User.attacker.run(stage, Product.shmshare.path, arguments)
      try demand(
        outcome.ending == .exited(74) && outcome.output.isEmpty && outcome.errors.contains(words),
        "shmshare \(arguments) as another user: \(outcome)")
      tally.count("commands of another user refused, naming the owner")
    }
    let scripts = [
      "ls \(root)", "cat \(root)/default/control", "cat \(root)/default/frame-1",
      "echo x > \(root)/default/control", "echo x > \(root)/file", "rm -rf \(root)/default",
      "mv \(root) \(root).old", "ln \(root)/default/frame-1 \(place.commons.path)/link",
      "chmod 777 \(root)", "exec 3< \(root)/default; cat /proc/self/fd/3/control",
    ]
    for script in scripts {
      let outcome = try User.attacker.shell(stage, script)
      try demand(
        outcome.ending != .exited(0) && outcome.output.isEmpty,
        "another user could: \(script): \(outcome)")
      tally.count("direct accesses of another user refused")
    }
    let listed = try User.victim.share(stage, "list", "--json")
    try demand(listed.output.contains("\"generation\":1"), "after all that: \(listed)")
  }

  /// Takes the root's name first.
  private func squatter(_ tally: inout Tally) throws {
    let kinds = [
      ("directory", "mkdir -m 700"), ("open directory", "mkdir -m 777"), ("file", "touch"),
      ("pipe", "mkfifo"), ("link to a directory", "ln -s ."),
      ("link to the victim's own", "ln -s own"), ("dangling link", "ln -s nowhere"),
    ]
    for (kind, command) in kinds {
      let place = try Place()
      let (stage, root) = (place.stage, place.stage.rootPath)
      _ = try User.victim.shell(stage, "mkdir -m 700 \(place.commons.path)/own")
      let planted = try User.attacker.shell(stage, "\(command) \(root)")
      try demand(planted.ending == .exited(0), "the squatter could not: \(planted)")
      for arguments in [[place.picture], ["list"], ["rm", "default"], ["wait", "--timeout", "5"]] {
        let outcome = try User.victim.run(stage, Product.shmshare.path, arguments)
        try demand(
          outcome.ending == .exited(74) && outcome.output.isEmpty
            && outcome.errors.contains("\(root) belongs to user \(User.attacker.id), not to you"),
          "shmshare \(arguments) where another user has planted a \(kind): \(outcome)")
        tally.count("squatted roots refused, naming path and owner")
      }
      try demand(
        Folder.entries(place.commons.path("own")).isEmpty && Folder.entries(root).isEmpty
          || kind == "link to a directory",
        "something was written into a squatted root (\(kind))")
    }
  }

  /// Plants files in a root that its owner has opened, and closed again.
  private func planter(_ tally: inout Tally) throws {
    let things = [
      "control", "lock", "viewers", "frame-1", "frame-2", "../other", "../.dead-0123456789abcdef",
      "../.new-0123456789abcdef", "viewers/0123456789abcdef",
    ]
    let commands = [
      "ln -s \(Self.secret)", "mkfifo", "mkdir -m 777", "cp \(Self.secret)", "ln \(Self.secret)",
    ]
    for thing in things {
      for command in commands {
        let place = try Place()
        try place.publish()
        try plant(place, thing, command)
        try use(place, "\(command) \(thing)")
        tally.count("files planted in a channel; none was followed")
      }
    }
  }

  private static let secret = "secret"

  private func plant(_ place: Place, _ thing: String, _ command: String) throws {
    let (stage, folder) = (place.stage, place.stage.rootPath + "/default")
    let path = folder + "/" + thing
    let secret = place.commons.path(Self.secret)
    let script =
      "echo untouched > \(secret); chmod 666 \(secret); "
      + command.replacing(" secret", with: " " + secret) + " \(path)"
    Folder.remove(path)
    // His own rights end at the root's mode: so it is open for the moment of planting.
    for open in [stage.rootPath, folder, folder + "/viewers"] { chmod(open, 0o777) }
    chmod(place.commons.path, 0o777)
    let outcome = try User.attacker.shell(stage, script)
    for open in [stage.rootPath, folder, folder + "/viewers"] {
      if open != path { chmod(open, 0o700) }
    }
    // protected_hardlinks, or a directory of his own where ours was: nothing was planted then.
    guard outcome.ending == .exited(0) || command.hasPrefix("ln ") else {
      throw TestFailure("could not plant: \(script): \(outcome)")
    }
  }

  /// Every use ends in time, without touching what was planted.
  private func use(_ place: Place, _ what: String) throws {
    let stage = place.stage
    for arguments in [
      [place.picture], ["list"], ["save", "-"], ["wait", "--after", "0", "--timeout", "0.05"],
      ["rm", "default"], [place.picture],
    ] {
      let outcome = try User.victim.run(stage, Product.shmshare.path, arguments)
      switch outcome.ending {
      case .exited(0), .exited(74), .exited(75), .exited(66), .exited(69): break
      default: throw BrokenPromise("\(what), then \(arguments): \(outcome)")
      }
    }
    let secret = Folder.contents(place.commons.path(Self.secret))
    try demand(
      secret == Array("untouched\n".utf8), "\(what): the file behind a link was changed")
  }

  /// Root, who may open everything, uses nobody's channel by mistake.
  private func root(_ tally: inout Tally) throws {
    let place = try Place()
    try place.publish()
    for arguments in [[place.picture], ["list"], ["rm", "default"]] {
      let outcome = try place.stage.run(Product.shmshare.path, arguments)
      try demand(
        outcome.ending == .exited(74) && outcome.errors.contains("belongs to user"),
        "root in a user's root: shmshare \(arguments): \(outcome)")
      tally.count("commands of root in a user's root refused")
    }
    let held = try User.victim.share(place.stage, "list", "--json")
    try demand(held.output.contains("\"generation\":1"), "after root: \(held)")
  }
}

extension Tally {
  /// All counts together.
  var total: Int { counts.reduce(0) { $0 + $1.count } }
}
