internal import Linux

/// A JPEG that comes in one scan and is decoded by two threads: one reads what is coded in bits,
/// which goes from the first to the last only, and the other makes pixels of it, some rows behind.
struct JPEGRelay: ~Copyable {
  /// Makes some rows of pixels; false ends it.
  typealias Maker = (_ picture: inout JPEGPicture, _ rows: Range<Int>) throws(DecodingError) -> Bool

  /// How far both are, in rows of MCUs; both look at it.
  private struct Progress {
    var readCount = 0
    var madeCount = 0
    var isOver = false
  }

  private var reader: JPEGPicture
  private var maker: JPEGPicture
  private let pace: Pace

  /// Nil where there is too little memory for two decoders, or the file is damaged: the other way
  /// shows what it is worth.
  ///
  /// - Parameters:
  ///   - file: has to stay in place for as long as the relay lives.
  ///   - step: how many rows of pixels are made at once.
  static func reading(_ file: FileBytes, limits: DecodingLimits, step: Int) -> JPEGRelay? {
    do throws(DecodingError) { return try JPEGRelay(file, limits, step) } catch { return nil }
  }

  private init(_ file: FileBytes, _ limits: DecodingLimits, _ step: Int) throws(DecodingError) {
    var reader = try JPEGPicture(file, limits: limits)
    var maker = try JPEGPicture(file, limits: limits)
    var pace = Pace(rowHeight: reader.rowHeight, height: reader.height, step: step)
    pace.rowCount = try reader.startRows(depth: pace.depth)
    try maker.start(makingRowsOf: reader)
    self.reader = reader
    self.maker = maker
    self.pace = pace
  }

  /// Decodes the picture; nil, and nothing is done, where there can be no thread.
  ///
  /// - Returns: whether all rows were made.
  consuming func decode(_ make: Maker) throws(DecodingError) -> Bool? {
    let (pace, progress) = (pace, Monitor(Progress()))
    var reader = reader
    var maker = maker
    var read = Result<Void, DecodingError>.success(())
    var made = Result<Bool, DecodingError>.success(false)
    let isDone = atOnce(
      {
        read = Result { () throws(DecodingError) in try pace.read(&reader, progress) }
        if case .failure = read { progress.with { $0.isOver = true } }
      },
      {
        made = Result { () throws(DecodingError) in try pace.make(of: &maker, by: make, progress) }
        if case .success(true) = made { return }
        progress.with { $0.isOver = true }
      })
    guard isDone else { return nil }
    try read.get()
    guard try made.get() else { return false }
    try reader.requireWhole()
    return true
  }

  /// How the two follow each other, in rows of MCUs.
  private struct Pace {
    /// Rows of pixels in a row of MCUs, and in the picture.
    let rowHeight: Int
    let height: Int
    /// Rows of pixels that are made at once.
    let step: Int
    var rowCount = 0

    /// How far one lets the other one get ahead once it has to wait, so as not to wait for each
    /// row.
    private static let lead = 2

    init(rowHeight: Int, height: Int, step: Int) {
      self.rowHeight = rowHeight
      self.height = height
      self.step = step
    }

    /// Of so many rows there are blocks: of a step, of a row that begins above it and one that it
    /// needs below, and of as many more for each of the two that they never wait for each other.
    var depth: Int { (step + rowHeight - 1) / rowHeight + 2 + 2 * Self.lead }

    func read(
      _ reader: inout JPEGPicture, _ progress: Monitor<Progress>
    ) throws(DecodingError) {
      for row in 0..<rowCount {
        let isFree = progress.with { $0.madeCount + depth > row }
        if !isFree { progress.wait { $0.isOver || $0.madeCount + depth > row + Self.lead } }
        if progress.with({ $0.isOver }) { return }
        try reader.readBlocks()
        progress.with { $0.readCount = row + 1 }
      }
    }

    func make(
      of maker: inout JPEGPicture, by make: Maker, _ progress: Monitor<Progress>
    ) throws(DecodingError) -> Bool {
      for first in stride(from: 0, to: height, by: step) {
        let end = min(first + step, height)
        let needed = min(rowCount, (end + rowHeight - 1) / rowHeight + 1)
        if progress.with({ $0.readCount < needed }) {
          let ahead = min(rowCount, needed + Self.lead)
          progress.wait { $0.isOver || $0.readCount >= ahead }
        }
        let (readCount, isOver) = progress.with { ($0.readCount, $0.isOver) }
        if isOver { return false }
        maker.offerRows(readCount)
        guard try make(&maker, first..<end) else { return false }
        progress.with { $0.madeCount = end / rowHeight }
      }
      return true
    }
  }
}
