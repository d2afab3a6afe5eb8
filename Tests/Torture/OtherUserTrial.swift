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
      try PlantedFiles().run(&tally)
      try root(&tally)
    } while !context.isOver && !context.isQuick && tally.total < 2000
    return tally
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
