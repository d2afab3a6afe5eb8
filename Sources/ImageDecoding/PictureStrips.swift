internal import Linux
internal import Pixels
package import ShmChannel

/// A picture that is decoded in strips, each of which may stay in the processor's cache on its way
/// to where the picture is to be; by two threads, if it is to be there soon.
///
/// Only JPEG has one: what PNG costs is nearly all inflating, and every other type needs its
/// neighbours, its library or its alpha as a whole.
package struct PictureStrips: ~Copyable {
  /// How many threads decode a picture. Two take two thirds of the time of one, and a third more of
  /// the processors; for a progressive file, about half, and hardly more of them.
  package enum Threads {
    case one
    /// For a picture of as many pixels.
    case two(fromPixels: Int)

    /// Where it pays: a thread and a second decoder take as long to come and go as some 10,000 pixels
    /// to be decoded.
    package static let twoIfLarge = Threads.two(fromPixels: 1 << 17)
  }

  /// Takes whole rows, each as long as `layout.rowByteCount`, and which byte of the picture is their
  /// first; false ends it. With two threads, both call it.
  package typealias Taker = (_ rows: RawSpan, _ offset: Int) -> Bool

  /// Bytes of a strip, about: some rows of blocks of a large picture, and well below the second
  /// cache of any processor.
  private static let stripByteCount = 256 << 10
  /// Rows of blocks with the usual subsampling of colours.
  private static let rowGroup = 16

  private var picture: JPEGPicture
  /// The same for the thread that decodes the lower rows, and the first of these.
  private var lower: JPEGPicture?
  private let split: Int
  /// The file, where two threads may read its scans.
  private let scans: FileBytes?

  /// What has become of the file's profile; nil where it has none.
  package let profile: ProfileFate?

  /// How the pixels lie: opaque ones for the display.
  package let layout: FrameLayout

  /// Nil for a picture that has to be in memory as a whole: of another type, turned, or with colours
  /// that are to be converted.
  ///
  /// - Parameter bytes: have to stay in place for as long as this lives.
  package init?(
    of bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile = .convert, threads: Threads = .one
  ) throws(DecodingError) {
    let (file, type) = unsafe try ImageDecoder.sniff(bytes)
    guard type == .jpeg else { return nil }
    let picture = try JPEGPicture(file, limits: limits)
    guard picture.orientation == .upright, case .bgra = picture.colors else { return nil }
    let colors = PixelColors(picture.profile, profile)
    if colors.conversion != nil || colors.fate?.remark != nil { return nil }
    let isDivided = Self.isDivided(picture, threads)
    let hasOneScan = picture.hasOneScan
    let split = isDivided && hasOneScan ? Self.split(of: picture, byteCount: file.count) : nil
    lower = try Self.second(file, limits, isWanted: split != nil)
    layout = .display(width: picture.width, height: picture.height)
    self.split = split ?? picture.height
    scans = isDivided && !hasOneScan ? file : nil
    self.picture = picture
    self.profile = colors.fate
  }

  private static func second(
    _ file: FileBytes, _ limits: DecodingLimits, isWanted: Bool
  ) throws(DecodingError) -> JPEGPicture? {
    isWanted ? try JPEGPicture(file, limits: limits) : nil
  }

  private static func isDivided(_ picture: borrowing JPEGPicture, _ threads: Threads) -> Bool {
    guard case .two(let least) = threads else { return false }
    return picture.width * picture.height >= least
  }

  /// - Parameter byteCount: of what has to be read for the upper rows and the lower ones.
  private static func split(of picture: borrowing JPEGPicture, byteCount: Int) -> Int? {
    JPEGSplit.upperRows(
      width: picture.width, height: picture.height, byteCount: byteCount, rowGroup: rowGroup)
  }

  /// Decodes the picture, once.
  ///
  /// - Returns: whether all rows were taken. They are right only then, and if nothing is thrown.
  package mutating func decode(_ take: Taker) throws(DecodingError) -> Bool {
    if let scans, let split = Self.split(of: picture, byteCount: 0),
      var pair = JPEGScanPair.reading(scans)
    {
      return try Self.decode(&pair.upper, &pair.lower, from: split, of: layout, take)
    }
    guard var lower = self.lower.take() else {
      return try Self.decode(&picture, 0..<layout.height, of: layout, take)
    }
    return try Self.decode(&picture, &lower, from: split, of: layout, take)
  }

  /// Decodes a picture by two threads.
  private static func decode(
    _ upper: inout JPEGPicture, _ lower: inout JPEGPicture, from split: Int,
    of layout: FrameLayout, _ take: Taker
  ) throws(DecodingError) -> Bool {
    var above = Result<Bool, DecodingError>.success(false)
    var below = above
    sideBySide(
      {
        above = Result { () throws(DecodingError) in
          try decode(&upper, 0..<split, of: layout, take)
        }
      },
      {
        below = Result { () throws(DecodingError) in
          try decode(&lower, split..<layout.height, of: layout, take)
        }
      })
    // The lower one has read all there is to read, and knows best.
    let isTaken = try below.get()
    return try above.get() && isTaken
  }

  /// Decodes some rows; the last ones show whether the file is whole.
  private static func decode(
    _ picture: inout JPEGPicture, _ rows: Range<Int>, of layout: FrameLayout, _ take: Taker
  ) throws(DecodingError) -> Bool {
    let rowByteCount = layout.rowByteCount
    let groups = max(1, stripByteCount / (rowByteCount * rowGroup))
    let rowCount = min(rows.count, groups * rowGroup)
    var strip = try makeBitmap(width: layout.width, height: rowCount)
    try picture.start(skipping: rows.lowerBound)
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: rowCount) {
      let count = min(rowCount, rows.upperBound - first)
      let area = PixelRect(x: 0, y: 0, width: layout.width, height: count)
      try strip.withTarget(at: area) { (target) throws(DecodingError) in
        try picture.readRows(into: target)
      }
      let isTaken = strip.withBytes {
        take($0.extracting(0..<count * rowByteCount), first * rowByteCount)
      }
      guard isTaken else { return false }
    }
    if rows.upperBound == layout.height { try picture.requireWhole() }
    return true
  }
}
