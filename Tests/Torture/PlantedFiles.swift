import Glibc
import TestSupport

/// What another user plants where a channel's files belong, in the moment in which its owner has
/// opened his root to others, and how every use of the channel answers afterwards.
struct PlantedFiles {
  func run(_ tally: inout Tally) throws {
    for spot in Spot.all {
      for kind in PlantKind.allCases where spot.takes(kind) {
        try plant(kind, at: spot)
        tally.count("things planted in a channel, refused with path and owner, and never read")
      }
    }
  }

  private func plant(_ kind: PlantKind, at spot: Spot) throws {
    let place = try Place()
    try place.publish()
    let plant = try Plant(kind, at: spot, in: place)
    let what = "\(kind.rawValue) as \(spot.path)"
    // Those that only read stand beside each other.
    let readers = try [Use.list, .save, .wait].map { ($0, try start($0, spot, place)) }
    for (use, program) in readers { try check(use, Outcome(of: program), plant, what) }
    try check(.put, Outcome(of: start(.put, spot, place)), plant, what)
    let events = plant.witness.events()
    try demand(events.isEmpty, "\(what) was not left alone: \(events)")
    try check(.remove, Outcome(of: start(.remove, spot, place)), plant, what)
    if spot.stays { try demand(plant.isWhole, "\(what) was changed by rm") }
  }

  private func start(_ use: Use, _ spot: Spot, _ place: Place) throws -> Program {
    try User.victim.start(
      place.stage, Product.shmshare.path, use.arguments(place.picture, in: spot))
  }

  private func check(_ use: Use, _ outcome: Outcome, _ plant: Plant, _ what: String) throws {
    let words = plant.refusal
    let isRight =
      switch plant.spot.answer(to: use, at: plant.kind) {
      case .refused: outcome.ending == .exited(74) && outcome.errors.contains(words)
      case .unseen: outcome.ending == .exited(75)  // nobody whom it believes has shown it
      case nil: outcome.ending == .exited(0) && outcome.errors.isEmpty
      }
    try demand(isRight, "\(what): \(use.rawValue): \(outcome); the refusal is: \(words)")
    guard plant.spot.isViewers, use == .list, outcome.ending == .exited(0) else { return }
    try demand(outcome.output.contains("\"viewers\":[]"), "\(what) counts as a viewer: \(outcome)")
  }
}

/// What the owner does with a channel.
enum Use: String {
  case list, save, wait, put
  case remove = "rm"

  func arguments(_ picture: String, in spot: Spot) -> [String] {
    let channel = ["--channel", spot.channel]
    switch self {
    case .list: return ["list", "--json"]
    case .save: return ["save", "-"] + channel
    case .wait: return ["wait", "--after", "0", "--timeout", "60"] + channel
    // To be told by a file that claims it has shown everything would take no time.
    case .put where spot.isViewers: return ["--wait-shown", "0.05", picture] + channel
    case .put: return [picture] + channel
    case .remove: return ["rm", spot.channel]
    }
  }
}

/// Where something is planted.
struct Spot {
  enum Answer { case refused, unseen }

  /// Below the root.
  let path: String
  var isDirectory = false
  /// The channel that is used then.
  var channel = "default"
  /// Of the uses that do not go well.
  let answers: [Use: Answer]
  /// Whether it lies there after all uses.
  var stays = false

  var isViewers: Bool { path.contains("viewers") }

  func takes(_ kind: PlantKind) -> Bool { kind != .hardLink || !isDirectory }

  /// How a use of the channel ends; nil for well.
  func answer(to use: Use, at kind: PlantKind) -> Answer? {
    // A file in the root is not a channel that could be listed.
    let isNoChannel = path == channel && kind == .otherKind && use == .list
    return isNoChannel ? nil : answers[use]
  }

  /// A viewer's file, or a leftover.
  static let hexadecimal = "0123456789abcdef"

  static let all = [
    Spot(
      path: "default/control",
      answers: [.list: .refused, .save: .refused, .wait: .refused, .put: .refused]),
    Spot(path: "default/lock", answers: [.put: .refused, .remove: .refused], stays: true),
    Spot(
      path: "default/viewers", isDirectory: true, answers: [.list: .refused, .put: .refused]),
    Spot(path: "default/viewers/" + hexadecimal, answers: [.put: .unseen]),
    Spot(path: "default/frame-1", answers: [.list: .refused, .save: .refused]),
    Spot(path: "default/frame-2", answers: [:]),
    Spot(
      path: "other", isDirectory: true, channel: "other",
      answers: [
        .list: .refused, .save: .refused, .wait: .refused, .put: .refused, .remove: .refused,
      ], stays: true),
    Spot(path: ".new-" + hexadecimal, isDirectory: true, answers: [:], stays: true),
    Spot(path: ".dead-" + hexadecimal, isDirectory: true, answers: [:], stays: true),
  ]
}
