internal import ShmChannel
internal import Slideshow

/// What the process that holds a slide says: a line on its standard output.
enum SlideAnswer: Equatable {
  /// The first of all, where the kernel lacks a part of what should confine the process; it goes
  /// on.
  case unconfined(String)
  /// The file is nothing that a slideshow shows, or is gone; the process ends with 0.
  case skip
  /// The file is a picture that cannot be shown; the process ends, with 65 if the file is to blame.
  case failed(String)
  /// The picture is made smaller, since shared memory does not hold two of it; it goes on.
  case shrunk(fromWidth: Int, fromHeight: Int, width: Int, height: Int)
  /// What has become of the file's samples or colors; it goes on.
  case remark(String)
  /// It reads the file, whose file system answers: said before, and now and then meanwhile.
  case reading
  /// The file has been read, and holds this.
  case read(ContentsDigest)
  /// The file holds what is shown of it already; the process ends with 0.
  case unchanged
  /// A still picture is decoded, and held.
  case still(width: Int, height: Int)
  /// The first frame of a moving picture is decoded, and held.
  case animation(width: Int, height: Int, passDuration: Duration)
  /// It is the channel's latest frame. With a still picture, the process ends.
  case shown(Generation)
  /// Another publisher keeps the channel locked; the process tries again when told to show, and by
  /// itself while it is not ready.
  case busy(String)
  /// The channel is gone, perhaps with another in its place; the process ends with 74.
  case lost
  /// A moving picture has been shown once more from its first frame to its last, or another
  /// publisher's picture has taken its place.
  case played

  /// The answer without the end of its line.
  var line: String {
    switch self {
    case .unconfined(let reason): "unconfined \(Title.sanitized(reason))"
    case .skip: "skip"
    case .reading: "reading"
    case .read(let contents): "read \(contents.text)"
    case .unchanged: "unchanged"
    case .remark(let words): "remark \(Title.sanitized(words))"
    case .failed(let words): "failed \(Title.sanitized(words))"
    case .shrunk(let oldWidth, let oldHeight, let width, let height):
      "shrunk \(oldWidth) \(oldHeight) \(width) \(height)"
    case .still(let width, let height): "still \(width) \(height)"
    case .animation(let width, let height, let passDuration):
      "animation \(width) \(height) \(passDuration.wholeMilliseconds)"
    case .shown(let generation): "shown \(generation.rawValue)"
    case .busy(let words): "busy \(Title.sanitized(words))"
    case .lost: "lost"
    case .played: "played"
    }
  }

  /// The answer that a line gives; nil for any other line. The other process may be in a decoder's
  /// hands, so the line may be anything.
  init?(line: some StringProtocol) {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = words.count > 1 ? Title.sanitized(String(words[1])) : nil
    let numbers = rest.map { $0.split(separator: " ").map { UInt64($0) } } ?? []
    switch (words.first, rest, numbers.count) {
    case ("unconfined", let rest?, _): self = .unconfined(rest)
    case ("remark", let rest?, _): self = .remark(rest)
    case ("failed", let rest?, _): self = .failed(rest)
    case ("busy", let rest?, _): self = .busy(rest)
    case ("skip", nil, _): self = .skip
    case ("reading", nil, _): self = .reading
    case ("read", let rest?, _):
      guard let contents = ContentsDigest(text: rest) else { return nil }
      self = .read(contents)
    case ("unchanged", nil, _): self = .unchanged
    case ("lost", nil, _): self = .lost
    case ("played", nil, _): self = .played
    case ("shown", _?, 1):
      guard let generation = numbers[0] else { return nil }
      self = .shown(Generation(rawValue: generation))
    case ("still", _?, 2):
      guard let width = Self.side(numbers[0]), let height = Self.side(numbers[1]) else {
        return nil
      }
      self = .still(width: width, height: height)
    case ("shrunk", _?, 4):
      let sides = numbers.compactMap(Self.side)
      guard sides.count == 4 else { return nil }
      self = .shrunk(
        fromWidth: sides[0], fromHeight: sides[1], width: sides[2], height: sides[3])
    case ("animation", _?, 3):
      guard let width = Self.side(numbers[0]), let height = Self.side(numbers[1]),
        let milliseconds = numbers[2].flatMap(Int64.init(exactly:))
      else { return nil }
      self = .animation(
        width: width, height: height, passDuration: .milliseconds(min(milliseconds, Self.longest)))
    default: return nil
    }
  }

  /// Longer than any picture plays: a year, in milliseconds.
  private static let longest: Int64 = 365 * 86_400_000

  private static func side(_ number: UInt64?) -> Int? {
    number.flatMap { (1...UInt64(FrameInfo.maximumSide)).contains($0) ? Int($0) : nil }
  }
}
