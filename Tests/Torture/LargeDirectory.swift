import Glibc
import ShmChannel
import TestSupport

/// A slideshow of very many files is live from its start on.
struct LargeDirectory {
  /// How many files there are: hard links to one picture.
  let count: Int

  /// Within this the first picture, and then each that is asked for, must come; on a machine that
  /// is slower, at least before all files are found.
  private static let limit = Duration.seconds(3)

  func run(_ tally: inout Tally) throws {
    let stage = try Stage()
    let folder = stage.folder.path("many")
    mkdir(folder, 0o700)
    let first = try stage.file(.noise(40, 30), "many/0.png")
    for number in 1..<count {
      guard link(first, folder + "/\(number).png") == 0 else {
        throw TestFailure("\(number) hard links cannot be made: error \(errno)")
      }
    }
    let reader = try ChannelReader(name: .standard, root: stage.root)
    let show = try stage.startShare("slideshow", "-t", "3600", folder)
    var last = try picture(after: .empty, reader, "after the start", on: stage)
    for number in 1...8 {
      try demand(
        stage.share("next").ending == .exited(0), "step \(number) among \(count) was refused")
      last = try picture(after: last, reader, "after step \(number)", on: stage)
    }
    tally.count("steps at the start of a show of very many files", 8)
    try eventually("all are found") { try hasFoundAll(stage) }
    try demand(show.end() == .exited(0), "it did not end well: \(show.standardError)")
    tally.count("files in such a show", count)
  }

  private func picture(
    after last: Generation, _ reader: ChannelReader, _ when: String, on stage: Stage
  ) throws -> Generation {
    let start = ContinuousClock.now
    let next = try reader.wait(after: last, timeout: patience)
    let isLate = ContinuousClock.now - start > Self.limit
    guard let next, try !isLate || !hasFoundAll(stage) else {
      throw BrokenPromise("no picture among \(count) came within \(Self.limit) \(when)")
    }
    return next
  }

  private func hasFoundAll(_ stage: Stage) throws -> Bool {
    try stage.share("list", "--json").output.contains("\"count\":\(count)")
  }
}
