internal import Pixels

/// A JPEG whose header has been read, and whose rows are still to come, from the top to the bottom.
///
/// A file is whole when every block of it can be decoded, whatever follows them, or does not.
struct JPEGPicture: ~Copyable {
  /// `JPEG_MAX_DIMENSION` of libjpeg's `jmorecfg.h`.
  private static let maxSide = 65_500

  private let markers: JPEGMarkers
  private var reader: JPEGReader
  /// Whether all scans have been read already, and nothing was wrong.
  private let isRead: Bool

  /// - Parameter file: has to stay in place for as long as the picture lives.
  init(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) {
    let markers = JPEGMarkers(file)
    if let (width, height) = markers.size {
      // ITU T.81, B.2.5; libjpeg does not read it.
      if height == 0 { throw .unsupported(.jpeg, "a height that stands behind the picture (DNL)") }
      try limits.check(width: width, height: height, of: .jpeg, maxSide: Self.maxSide)
    }
    var reader = try JPEGReader(file)
    try reader.readHeader()
    try limits.check(width: reader.width, height: reader.height, of: .jpeg, maxSide: Self.maxSide)
    self.markers = markers
    self.reader = reader
    isRead = false
  }

  /// A picture of which all scans have been read without a fault, and no row has been made.
  init(read reader: consuming JPEGReader, _ markers: JPEGMarkers) {
    self.markers = markers
    self.reader = reader
    isRead = true
  }

  var width: Int { reader.width }
  var height: Int { reader.height }
  /// Rows of pixels in a row of MCUs.
  var rowHeight: Int { reader.rowHeight }
  var orientation: Orientation { markers.orientation }
  var profile: FileProfile? { markers.profile }
  var colors: Decoded.Colors { reader.isCMYK ? .ink(isInverted: reader.isAdobe) : .bgra }

  /// Whether all components come together, so that rows can be made while the file is read.
  var hasOneScan: Bool { reader.hasOneScan }

  /// To be called once, before the rows are read.
  ///
  /// - Parameter skipped: rows at the top that are passed over; not all.
  mutating func start(skipping skipped: Int = 0) throws(DecodingError) {
    try isRead ? reader.startOutput() : reader.start()
    if skipped > 0 { try reader.skipRows(skipped) }
  }

  /// Reads the next rows: as many as `target` has.
  mutating func readRows(into target: PixelTarget) throws(DecodingError) {
    try reader.readRows(into: target)
  }

  /// To be called once, in place of `start`: then its blocks are read, for another to make pixels
  /// of.
  ///
  /// - Parameter depth: of so many rows of MCUs the blocks are there at a time.
  /// - Returns: how many rows of MCUs there are.
  mutating func startRows(depth: Int) throws(DecodingError) -> Int {
    let rowCount = try reader.startBlocks()
    for component in 0..<reader.componentCount {
      try reader.makeBlocks(of: component, depth: depth)
    }
    return rowCount
  }

  /// Reads the blocks of the next row of MCUs.
  mutating func readBlocks() throws(DecodingError) { try reader.readScanRow() }

  /// To be called once, in place of `start`: then pixels are made of the blocks that another reads.
  ///
  /// - Parameter lender: the same picture, whose rows have been started, and which has to live as
  ///   long.
  mutating func start(makingRowsOf lender: borrowing JPEGPicture) throws(DecodingError) {
    _ = try reader.startBlocks()
    for component in 0..<reader.componentCount {
      reader.shareBlocks(of: component, with: lender.reader)
    }
    try reader.startOutput()
  }

  /// Lets the rows be read that the first rows of MCUs are enough for: all but those of the last
  /// one.
  mutating func offerRows(_ count: Int) { reader.offerRows(count) }

  /// To be called after the last row.
  ///
  /// - Throws: where the file lacks something that the rows needed, those that were passed over as
  ///   well.
  mutating func requireWhole() throws(DecodingError) {
    if isRead { return }
    let lacksScans = reader.isProgressive ? !reader.hasAllBits : !markers.everyComponentHasScan()
    reader.finish()
    let warnings = reader.warnings
    // Some writers leave out the last bits on purpose, and then say that this is the end.
    if lacksScans, warnings.hasNoEnd || !reader.isProgressive { throw .truncated(.jpeg) }
    try warnings.requireWhole(hasTables: markers.hasTables)
  }
}
