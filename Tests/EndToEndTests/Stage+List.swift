import Foundation
import TestSupport

/// A channel as `shmshare list --json` tells of it; decoding fails when a key is missing.
struct ListedChannel: Decodable, Equatable {
  struct Viewer: Decodable, Equatable {
    let name: String
    let pid: Int32
    let generation: UInt64
  }

  struct Show: Decodable, Equatable {
    let pid: Int32
    let state: String
    let position: Int
    let count: Int
    let directory: String
    let next_change: Double?
    let last_change: Double?
    let failures: Int
    let last_failure: String?
    let waiting_for: String?
  }

  let channel: String
  let generation: UInt64
  let width: Int?
  let height: Int?
  let age_seconds: Double?
  let title: String?
  let format: String?
  let range: [Double]?
  let viewers: [Viewer]
  let frames: Int
  let bytes: Int
  let show: Show?
}

extension Stage {
  /// What `shmshare list --json` says.
  func listed() throws -> [ListedChannel] {
    let outcome = try share("list", "--json")
    guard outcome.ending == .exited(0), outcome.errors.isEmpty else {
      throw TestFailure("list --json: \(outcome)")
    }
    return try JSONDecoder().decode([ListedChannel].self, from: Data(outcome.output.utf8))
  }
}
