import Glibc
import ImageDecoding
import TestSupport

/// A slideshow over damaged pictures of every type, with good ones between them.
///
/// It is told to go on, picture by picture. The process of one more picture is ended by a fault of
/// memory as it holds the picture: a crash to survive also where no decoder crashes.
struct DamagedShow {
  private let quarantine: Quarantine
  private let directory: String
  private let report: DamagedShowReport

  /// Damaged files between two good ones.
  private static let atOnce = 2

  init(seeds: SeedFiles, seed: UInt64) throws {
    quarantine = try Quarantine()
    directory = quarantine.makeDirectory("pictures")
    var random = SeededGenerator(seed: SeededGenerator.mixed(seed))
    let good = Picture.plain(0).png()
    var slides: [(kind: DamagedShowReport.Kind, suffix: Substring, bytes: [UInt8])] = [
      (.good, "png", good), (.victim, "png", good),
    ]
    for type in ImageType.allCases {
      for _ in 0..<Self.atOnce {
        let file = try seeds.mutated(of: type, &random)
        let isPicture = file.bytes.withUnsafeBytes(ImageType.init(sniffing:)) != nil
        slides.append((.damaged(type, isPicture: isPicture), file.suffix, file.bytes))
      }
      slides.append((.good, "png", good))
    }
    var report = DamagedShowReport(directory: directory, seed: seed)
    for (number, slide) in slides.enumerated() {
      let name = "\(number).\(slide.suffix)"
      _ = try quarantine.write(slide.bytes, to: "pictures/\(name)")
      report.slides.append((name, slide.kind))
    }
    self.report = report
  }

  /// - Throws: `BrokenPromise`, when the show does not live, or does not show or say what it
  ///   should.
  func run(_ tally: inout Tally) throws {
    let show = try quarantine.stage.start(
      Product.shmshare.path,
      [
        "slideshow", "--interval", "3600", "--max-pixels", "4000000", "--max-seconds", "10",
        directory,
      ])
    var shown = [try titleAfter(nil, show)]
    try crash(childOf: show)
    while shown.last != report.slides.last?.name {
      let outcome = try quarantine.stage.share("next")
      try demand(outcome.ending == .exited(0), "next: \(outcome); \(show.standardError)")
      shown.append(try titleAfter(shown.last, show))
    }
    show.signal(SIGTERM)
    let outcome = try Outcome(of: show)
    try demand(outcome.ending == .exited(0) && outcome.output.isEmpty, "the show: \(outcome)")
    try report.check(shown: shown, complaints: outcome.errors, &tally)
  }

  /// What is on screen, once that is not `old` any more.
  private func titleAfter(_ old: String?, _ show: Program) throws -> String {
    // Several pictures may each take all the time that they are given.
    try eventually("behind \(old ?? "nothing"): \(show.standardError)", within: patience * 5) {
      guard show.isRunning else {
        throw BrokenPromise("the show ended behind \(old ?? "nothing"): \(try Outcome(of: show))")
      }
      guard let title = try title(), title != old else { return nil }
      return title
    }
  }

  private func title() throws -> String? {
    let list = try quarantine.stage.share("list", "--json").output
    guard let start = list.firstRange(of: #""title":""#)?.upperBound else { return nil }
    return String(list[start...].prefix { $0 != "\"" })
  }

  private func crash(childOf show: Program) throws {
    let child = try eventually("a process holds \(report.victim): \(show.standardError)") {
      show.children.first { quarantine.stage.lends(to: $0) }
    }
    kill(child, SIGSEGV)
  }
}
