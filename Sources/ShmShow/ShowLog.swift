internal import Linux
internal import ShmChannel

/// The commands in a show file, read in order, each once.
struct ShowLog {
  private let file: ShowFile
  /// Where the next command will stand.
  private(set) var offset = ShowPage.byteCount
  /// Up to where the file's memory was given back.
  private var punched = ShowPage.byteCount

  /// Bytes that are read at once; whole records of any kind fit.
  private static let chunkByteCount = 65_536
  private static let pageByteCount = 4096

  /// What one look found.
  struct News: Equatable {
    var requests: [ShowRequest] = []
    /// What was passed over: records of commands that are not known, and bytes that are none.
    var refused: [Range<Int>] = []
    /// There may be more, which the next look takes.
    var isPartial = false
  }

  init(_ file: ShowFile) { self.file = file }

  /// Takes what has come, up to one chunk of it.
  ///
  /// - Parameter settle: waits until no write to the file is under way.
  mutating func take(settle: () throws(ChannelError) -> Void) throws(ChannelError) -> News {
    var bytes = try read()
    var news = News()
    var end = parse(bytes, into: &news)
    if end == .incomplete, !news.isPartial {
      // Cut by a kill or for want of memory, or not written to its end yet.
      try settle()
      bytes = try read()
      end = parse(bytes, into: &news)
    }
    if end == .garbage || end == .incomplete && !news.isPartial { try skip(into: &news) }
    punchRead()
    return news
  }

  private enum End {
    case clean
    case incomplete
    case garbage
  }

  private func read() throws(ChannelError) -> [UInt8] {
    try file.file.read(count: Self.chunkByteCount, at: offset)
  }

  /// Takes whole records, and says what follows them.
  private mutating func parse(_ bytes: [UInt8], into news: inout News) -> End {
    news.isPartial = bytes.count == Self.chunkByteCount
    var rest = bytes[...]
    while !rest.isEmpty {
      switch ShowRecord.decode(rest) {
      case .command(let command, let byteCount):
        news.requests.append(ShowRequest(command: command, range: offset..<offset + byteCount))
        advance(byteCount, &rest)
      case .unknown(let byteCount):
        news.refused.append(offset..<offset + byteCount)
        advance(byteCount, &rest)
      case .incomplete: return .incomplete
      case .garbage: return .garbage
      }
    }
    return .clean
  }

  private mutating func advance(_ byteCount: Int, _ rest: inout ArraySlice<UInt8>) {
    offset += byteCount
    rest = rest.dropFirst(byteCount)
  }

  /// Passes over everything up to the file's present end.
  private mutating func skip(into news: inout News) throws(ChannelError) {
    let end = max(offset, try file.status().byteCount)
    if offset < end { news.refused.append(offset..<end) }
    offset = end
    news.isPartial = false
  }

  private mutating func punchRead() {
    let whole = offset & ~(Self.pageByteCount - 1)
    guard punched < whole else { return }
    file.punch(punched..<whole)
    punched = whole
  }
}
