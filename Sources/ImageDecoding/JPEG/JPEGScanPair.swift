internal import Linux

/// A progressive JPEG whose scans two threads have read into the same blocks: two decoders, each of
/// which can make pixels of any rows.
struct JPEGScanPair: ~Copyable {
  var upper: JPEGPicture
  var lower: JPEGPicture

  /// How far the readers are; both look at it.
  private struct Progress {
    /// How many rows of MCUs of each scan have been read.
    var rows: [Int]
    var hasFailed = false
  }

  /// Rows that a reader lets the other one get ahead once it has to wait, so as not to wait for
  /// each.
  private static let lead = 8

  /// Nil where the file has anything unusual, is damaged, or there is too little memory for two:
  /// the other way shows what it is worth.
  ///
  /// - Parameter file: has to stay in place for as long as the pair lives.
  static func reading(_ file: FileBytes) -> JPEGScanPair? {
    guard let script = JPEGScript(file), let schedule = JPEGSchedule(script.scans) else {
      return nil
    }
    do throws(DecodingError) {
      return try JPEGScanPair(file, script, schedule)
    } catch {
      return nil
    }
  }

  private init(
    _ file: FileBytes, _ script: JPEGScript, _ schedule: JPEGSchedule
  ) throws(DecodingError) {
    var one = try JPEGReader(file)
    var two = try JPEGReader(file)
    try one.read(pieces: script.pieces(scans: schedule.readers[0]))
    try two.read(pieces: script.pieces(scans: schedule.readers[1]))
    try one.readHeader()
    try two.readHeader()
    try Self.read(&one, &two, schedule)
    let markers = JPEGMarkers(file)
    upper = JPEGPicture(read: one, markers)
    lower = JPEGPicture(read: two, markers)
  }

  /// Reads all scans; an error where anything is wrong, which the other way has the words for.
  private static func read(
    _ one: inout JPEGReader, _ two: inout JPEGReader, _ schedule: JPEGSchedule
  ) throws(DecodingError) {
    let rowCount = try one.startBlocks()
    _ = try two.startBlocks()
    for component in 0..<one.componentCount {
      try one.makeBlocks(of: component)
      two.shareBlocks(of: component, with: one)
    }
    let progress = Monitor(Progress(rows: schedule.leaders.map { _ in 0 }))
    let isRead = atOnce(
      { read(schedule, 0, &one, rowCount, progress) },
      { read(schedule, 1, &two, rowCount, progress) })
    guard isRead, !progress.with({ $0.hasFailed }) else { throw JPEGWarnings.damaged }
    one.shareTables(with: two)
    two.shareTables(with: one)
  }

  /// Reads the scans of one reader.
  private static func read(
    _ schedule: JPEGSchedule, _ number: Int, _ reader: inout JPEGReader, _ rowCount: Int,
    _ progress: Monitor<Progress>
  ) {
    do throws(DecodingError) {
      for scan in schedule.readers[number] {
        let leaders = schedule.leaders[scan]
        for row in 0..<rowCount {
          guard Self.isFree(row, of: rowCount, behind: leaders, progress) else { return }
          try reader.readScanRow()
          progress.with { $0.rows[scan] = row + 1 }
        }
        guard reader.warnings.areOfScansApart else { throw JPEGWarnings.damaged }
      }
      try reader.endScans()
      guard reader.warnings.areOfScansApart else { throw JPEGWarnings.damaged }
    } catch {
      progress.with { $0.hasFailed = true }
    }
  }

  /// Waits until `leaders` have read a row; false where one of them never will.
  private static func isFree(
    _ row: Int, of rowCount: Int, behind leaders: [Int], _ progress: Monitor<Progress>
  ) -> Bool {
    let (isFree, hasFailed) = progress.with { progress in
      (leaders.allSatisfy { progress.rows[$0] > row }, progress.hasFailed)
    }
    if isFree || hasFailed { return !hasFailed }
    let needed = min(row + lead, rowCount)
    progress.wait { progress in
      progress.hasFailed || leaders.allSatisfy { progress.rows[$0] >= needed }
    }
    return progress.with { !$0.hasFailed }
  }
}
