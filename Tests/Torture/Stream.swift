import Glibc
import ShmChannel
import TestSupport

/// Frames of 200x150 that this process publishes one after the other.
final class Stream {
  private let stage: Stage
  private let channel: Channel
  private let pictures: [Picture]
  private(set) var count = 0

  init(on stage: Stage, _ context: Context) throws {
    self.stage = stage
    channel = try Channel.openOrCreate(.standard, root: stage.root)
    pictures = (0..<4).map { .noise(200, 150, seed: context.seed &+ $0) }
  }

  /// How many frame files there may be (PROTOCOL.md, sections 7 and 10): two pins of each viewer,
  /// the latest, the one lent last, and an idle one.
  static func mostFrames(_ viewers: Int) -> Int { 2 * viewers + 3 }

  /// The picture that was published last.
  var last: Picture { pictures[count % 4] }

  func publish() throws {
    count += 1
    var loan = try channel.loan(width: 200, height: 150, format: .bgrx)
    try loan.write(last.pixels.span.bytes)
    _ = try loan.publish(title: "\(count)")
  }

  /// Publishes, and waits until every viewer has shown it.
  func publishAndAwait() throws {
    try publish()
    try awaitShown()
  }

  /// Publishes as long as a condition holds, and once more; how many frames that were.
  func publish(while condition: () -> Bool) throws -> Int {
    let start = count
    let deadline = ContinuousClock.now + patience
    while condition() {
      try publish()
      usleep(1000)
      if ContinuousClock.now > deadline { throw BrokenPromise("waited \(patience) for an end") }
    }
    try publish()
    return count - start
  }

  /// Waits until every viewer has shown the last frame, of which there is one at least.
  func awaitShown() throws {
    try eventually("all viewers show frame \(count)") {
      let listed = try stage.root.list().channels.first
      guard let listed, !listed.viewers.isEmpty else { return false }
      return listed.viewers.allSatisfy { $0.generation == listed.generation }
    }
  }

  /// Waits until nobody holds more frames than so many viewers may.
  func requireFree(beside viewers: Int) throws {
    try eventually("the frames of the viewers that are gone are free") {
      try publish()
      return stage.frames().count <= Self.mostFrames(viewers)
    }
    let listed = try stage.root.list().channels.first
    try demand(listed?.viewers.count == viewers, "viewers in the list: \(listed?.viewers ?? [])")
  }
}
