internal import CommandLineFiles
internal import Slideshow

/// What a slideshow tells the process that holds a slide: a line on its standard input.
enum SlideOrder: Equatable {
  /// Decode this file, as `CommandLineText` has it, and hold it, unless it holds what is shown of
  /// it already; to a process that was started without one.
  case decode(file: String, unless: ContentsDigest? = nil)
  /// Publish it now, with this transition; nil for the one that the process was started with.
  case show(transition: Duration?)

  /// The order without the end of its line.
  var line: String {
    switch self {
    case .decode(let file, nil): "decode \(Self.hexadecimal(file))"
    case .decode(let file, let known?): "decode \(Self.hexadecimal(file)) \(known.text)"
    case .show(nil): "show"
    case .show(let transition?): "show \(transition.wholeMilliseconds)"
    }
  }

  /// The order that a line gives; nil if it is not one.
  init?(line: some StringProtocol) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    switch (words.first, words.count) {
    case ("decode", 2):
      guard let file = Self.file(hexadecimal: words[1]) else { return nil }
      self = .decode(file: file)
    case ("decode", 3):
      guard let file = Self.file(hexadecimal: words[1]), let known = ContentsDigest(text: words[2])
      else { return nil }
      self = .decode(file: file, unless: known)
    case ("show", 1): self = .show(transition: nil)
    case ("show", 2):
      guard let milliseconds = UInt32(words[1]) else { return nil }
      self = .show(transition: .milliseconds(Int64(milliseconds)))
    default: return nil
    }
  }

  /// No order is longer: a path has 4,096 bytes at most with its NUL (`PATH_MAX`, limits.h).
  static let longestLine = "decode ".utf8.count + 2 * 4095 + " 0123456789abcdef".utf8.count

  /// A path's bytes may be anything: two digits each, so that they fit into a line.
  private static func hexadecimal(_ file: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = CommandLineText.bytes(of: file)
      .flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Nil for what is not such digits, or not a path.
  private static func file(hexadecimal digits: some StringProtocol) -> String? {
    let values = digits.map(\.hexDigitValue)
    guard !values.isEmpty, values.count.isMultiple(of: 2), !values.contains(nil) else { return nil }
    let bytes = stride(from: 0, to: values.count, by: 2)
      .map { UInt8((values[$0] ?? 0) << 4 | (values[$0 + 1] ?? 0)) }
    if bytes.contains(0) { return nil }
    return CommandLineText.text(of: bytes)
  }
}

extension Duration {
  /// Rounded to the nearest; what is too long to count is the most that can be.
  var wholeMilliseconds: Int64 {
    Int64(exactly: (self / .milliseconds(1)).rounded()) ?? .max
  }
}
