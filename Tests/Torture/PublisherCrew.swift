import Glibc
import TestSupport

/// Two processes that publish numbered frames in one channel, in bursts.
final class PublisherCrew {
  private let stage: Stage
  private let workers: [Worker]
  private let logs: [String]
  /// How many frames they have been told to publish.
  private(set) var total = 0

  init(on stage: Stage, _ random: inout SeededGenerator) throws {
    self.stage = stage
    let logs = (0..<2).map { stage.folder.path("generations-\($0)") }
    workers = try logs.enumerated().map { number, log in
      try Worker(
        stage, "publish", "--publisher", "\(number)", "--seed", "\(random.next())", "--log", log)
    }
    self.logs = logs
    try burst([1, 0])
  }

  /// Lets each publish so many frames as fast as it can, and does something again and again until
  /// all have.
  func burst(_ counts: [Int], meanwhile: () throws -> Void = {}) throws {
    for (worker, count) in zip(workers, counts) { try worker.send("\(count)") }
    total += counts.reduce(0, +)
    while try !workers.allSatisfy({ try $0.hasAnswered() }) {
      try meanwhile()
      usleep(5000)
    }
  }

  /// The generation that a frame of theirs has become.
  func generation(of frame: NumberedFrame) throws -> UInt64 {
    guard frame.publisher < logs.count else { throw BrokenPromise("nobody published \(frame)") }
    return try GenerationLog(reading: logs[Int(frame.publisher)]).generation(of: frame)
  }
}
