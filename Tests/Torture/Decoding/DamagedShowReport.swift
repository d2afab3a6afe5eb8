import Glibc
import ImageDecoding

/// What a `DamagedShow` has to show, and to say.
struct DamagedShowReport {
  enum Kind: Equatable {
    case good
    /// Good, but its process does not live to show it.
    case victim
    /// A damaged file; not a picture when no type is told from its first bytes any more.
    case damaged(ImageType, isPicture: Bool)
  }

  let directory: String
  let seed: UInt64
  /// In the order of the show; a picture's title is its file's name.
  var slides: [(name: String, kind: Kind)] = []

  init(directory: String, seed: UInt64) { (self.directory, self.seed) = (directory, seed) }

  /// The name of the picture whose process is ended.
  var victim: String { slides.first { $0.kind == .victim }?.name ?? "" }

  /// - Throws: `BrokenPromise` for a picture that was not shown or told of as it should.
  func check(shown: [String], complaints: String, _ tally: inout Tally) throws {
    var lines = try lines(of: complaints)
    for (name, kind) in slides {
      let (isShown, words) = (shown.contains(name), lines.removeValue(forKey: name) ?? [])
      let what = "slideshow of seed \(seed), \(name): \(words)"
      try demand(words.count <= 1, "\(what): more than one line")
      switch kind {
      case .good: try demand(isShown && words.isEmpty, "\(what): a good picture is not shown")
      case .victim:
        try demand(
          !isShown && words == ["its decoder crashed (signal \(SIGSEGV))"],
          "\(what): its process was ended by signal \(SIGSEGV)")
        tally.count("crashes under a slideshow that went on")
      case .damaged(let type, let isPicture):
        // A moving picture may break when its beginning has been shown.
        try demand(
          isShown || words.count == (isPicture ? 1 : 0), "\(what): neither shown nor told of")
        try judge(words.first ?? "", type, what, &tally)
        tally.count(
          "damaged pictures in a slideshow "
            + (isShown ? "shown" : isPicture ? "told of in a line" : "passed over"))
      }
    }
  }

  /// What was said of each picture.
  private func lines(of complaints: String) throws -> [String: [String]] {
    var result: [String: [String]] = [:]
    for line in complaints.split(separator: "\n") {
      if line.hasPrefix("shmshare: pictures are decoded without all safeguards: ") { continue }
      let slide = slides.first { line.hasPrefix("shmshare: \(directory)/\($0.name): ") }
      guard let slide else { throw BrokenPromise("a line about no picture: \(line)") }
      let start = "shmshare: \(directory)/\(slide.name): "
      result[slide.name, default: []].append(String(line.dropFirst(start.count)))
    }
    return result
  }

  /// Looks how a picture's process ended, where that is what was said.
  private func judge(
    _ words: String, _ type: ImageType, _ what: String, _ tally: inout Tally
  ) throws {
    for fault in ["talks nonsense", "before its time"] {
      try demand(!words.contains(fault), "\(what): a process that broke the rules")
    }
    guard let start = words.firstRange(of: "(signal ")?.upperBound,
      let number = CInt(words[start...].prefix { $0.isNumber })
    else { return }
    try ChildSignal(number: number, type: type, what: what).judge(&tally)
  }
}
