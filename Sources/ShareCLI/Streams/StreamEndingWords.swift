private import FrameStreams
private import ImageDecoding

/// What people are told of the end of a stream.
struct StreamEndingWords {
  let status: ExitStatus
  /// Nil where all is well.
  let message: String?

  /// - Parameters:
  ///   - source: as `CommandLineText` gives it; `-` is standard input.
  ///   - name: how messages call it.
  init(_ ending: StreamEnding, source: String, name: String) {
    let words: String?
    switch ending {
    case .finished: words = nil
    case .cut(byteCount: 0): words = "ends where a picture must follow"
    case .cut(let count):
      words = "ends within a picture, of which \(count) bytes have come; it was dropped"
    case .empty: words = "is empty"
    case .pictureless: words = "ends before its first picture"
    case .unknown(let head): words = Self.words(forUnknown: head, source)
    case .broken(.tooLong(let offset, let limit)):
      words = "\(StreamError.tooLong(offset: offset, limit: limit)); see --max-memory"
    case .broken(let error): words = "\(error)"
    case .tooLarge(let width, let height):
      words = "has pictures of \(width)x\(height) pixels; that is too many; see --max-pixels"
    case .noMemory: words = "not enough memory for its next picture; see --max-memory"
    case .system(let code): words = "\(code)"
    }
    message = words.map { "\(name): \($0)" }
    if case .system = ending { status = .noInput } else { status = .undecodable }
  }

  private static func words(forUnknown head: [UInt8], _ source: String) -> String {
    if let hint = ConverterHint(head: head, file: source) { return hint.words }
    if let type = head.withUnsafeBytes({ ImageType(sniffing: $0) }) {
      let name = type == .pnm ? "plain PNM" : type.description
      return "is a picture (\(name)), and several of those in a row cannot be told apart; "
        + "to show it: shmshare \(ConverterHint.quotedSource(source))"
    }
    return "is not a stream of pictures that is known\(beginning(head)); name its format with "
      + "--format, or its pixels with --raw"
  }

  /// The first line of what is text: it may be an answer that tells what is wrong.
  private static func beginning(_ head: [UInt8]) -> String {
    let line = head.prefix { (0x20..<0x7F).contains($0) }.prefix(60)
    return line.count < 8 ? "" : "; it begins with \"\(String(decoding: line, as: UTF8.self))\""
  }
}
