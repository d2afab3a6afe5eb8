import Foundation
import TestSupport

/// A line of `shmview --stats`; decoding fails when a key is missing.
struct Stats: Decodable, Equatable {
  let event: String
  let seconds: Double
  let generation: Int
  let shown: Int
  let skipped: Int
  let direct: Int
  let composed: Int
  let plain: Int
  let faded: Int
  let wakeups: Int
  let vblank: Vblank?

  /// What became of frames that were presented at vertical blanks.
  struct Vblank: Decodable, Equatable {
    let last: String?
    let flip: Int
    let copy: Int
    let none: Int
    let skip: Int
  }

  static func lines(_ output: String) throws -> [Stats] {
    try output.split(separator: "\n").map {
      try JSONDecoder().decode(Stats.self, from: Data($0.utf8))
    }
  }
}

extension Viewer {
  /// Waits until it has counted so much: what is seen in its window is counted a moment later.
  func awaitStats(_ what: String, _ isSo: (Stats) -> Bool) throws {
    try eventually("\(what) is counted") {
      (try? Stats.lines(program.standardOutput))?.last.map(isSo) ?? false
    }
  }
}
