internal import Linux
internal import Pixels
package import ShmChannel

/// A picture that is decoded in strips, each of which may stay in the processor's cache on its way
/// to where the picture is to be; by two threads, if it is to be there soon.
///
/// Only JPEG has one: what PNG costs is nearly all inflating, and every other type needs its
/// neighbors, its library or its alpha as a whole.
package struct PictureStrips: ~Copyable {
  /// How many threads decode a picture. Two take a little more than half of the time of one, and
  /// hardly more of the processors.
  package enum Threads {
    case one
    /// For a picture of as many pixels.
    case two(fromPixels: Int)

    /// Where it pays: a thread and a second decoder take as long to come and go as some 10,000
    /// pixels to be decoded.
    package static let twoIfLarge = Threads.two(fromPixels: 1 << 17)
  }

  /// Takes whole rows, each as long as `layout.rowByteCount`, and which byte of the picture is
  /// their first; false ends it. With two threads, both may call it.
  package typealias Taker = (_ rows: RawSpan, _ offset: Int) -> Bool

  /// Bytes of a strip, about: some rows of blocks of a large picture, and well below the second
  /// cache of any processor.
  package static let usualByteCount = 256 << 10
  /// Rows of blocks with the usual subsampling of colors.
  private static let rowGroup = 16

  private var picture: JPEGPicture
  private let file: FileBytes
  private let limits: DecodingLimits
  private let isDivided: Bool
  /// Rows of a strip, of which the last one may have fewer.
  private let stripHeight: Int

  /// What has become of the file's profile; nil where it has none.
  package let profile: ProfileFate?

  /// How the pixels lie: opaque ones for the display.
  package let layout: FrameLayout

  /// Nil for a picture that has to be in memory as a whole: of another type, turned, or with
  /// colors that are to be converted.
  ///
  /// - Parameters:
  ///   - bytes: have to stay in place for as long as this lives.
  ///   - stripByteCount: how many bytes a strip has at most, if so many rows of blocks have them.
  package init?(
    of bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile = .convert, threads: Threads = .one,
    stripByteCount: Int = usualByteCount
  ) throws(DecodingError) {
    let (file, type) = unsafe try ImageDecoder.sniff(bytes)
    guard type == .jpeg else { return nil }
    let picture = try JPEGPicture(file, limits: limits)
    guard picture.orientation == .upright, case .bgra = picture.colors else { return nil }
    let colors = PixelColors(picture.profile, profile)
    if colors.conversion != nil || colors.fate?.remark != nil { return nil }
    layout = .display(width: picture.width, height: picture.height)
    isDivided = Self.isDivided(picture, threads)
    let groups = max(1, stripByteCount / (layout.rowByteCount * Self.rowGroup))
    stripHeight = min(layout.height, groups * Self.rowGroup)
    self.picture = picture
    self.file = file
    self.limits = limits
    self.profile = colors.fate
  }

  private static func isDivided(_ picture: borrowing JPEGPicture, _ threads: Threads) -> Bool {
    guard case .two(let least) = threads else { return false }
    return picture.width * picture.height >= least
  }

  /// Decodes the picture, once.
  ///
  /// - Returns: whether all rows were taken. They are right only then, and if nothing is thrown.
  package mutating func decode(_ take: Taker) throws(DecodingError) -> Bool {
    try decode(into: nil, take)
  }

  /// Decodes the picture, once, into memory that has such rows.
  ///
  /// - Returns: whether all rows are there. They are right only then, and if nothing is thrown.
  package mutating func decode(into pixels: LoanPixels) throws(DecodingError) -> Bool {
    precondition(pixels.rowStride == layout.rowStride && pixels.height == layout.height)
    return try decode(into: pixels) { _, _ in true }
  }

  private mutating func decode(
    into pixels: LoanPixels?, _ take: Taker
  ) throws(DecodingError) -> Bool {
    let way = Way(layout: layout, stripHeight: stripHeight, pixels: pixels)
    if isDivided {
      if !picture.hasOneScan {
        if var pair = JPEGScanPair.reading(file) {
          return try Self.decode(&pair.upper, &pair.lower, way, take)
        }
      } else if let isTaken = try decodeInRelay(way, take) {
        return isTaken
      }
    }
    return try Self.decode(&picture, 0..<layout.height, way, take)
  }

  /// Decodes a picture that comes in one scan by two threads; nil, and nothing is taken, where that
  /// cannot be.
  private func decodeInRelay(_ way: Way, _ take: Taker) throws(DecodingError) -> Bool? {
    var strip = try Strip(way)
    guard let relay = JPEGRelay.reading(file, limits: limits, step: way.stripHeight) else {
      return nil
    }
    return try relay.decode { (picture, rows) throws(DecodingError) in
      try strip.move(rows, of: &picture, take)
    }
  }

  /// Makes the pixels of a picture that has been read, each thread those of half of the rows.
  private static func decode(
    _ upper: inout JPEGPicture, _ lower: inout JPEGPicture, _ way: Way, _ take: Taker
  ) throws(DecodingError) -> Bool {
    let height = way.layout.height
    let middle = height / 2 / rowGroup * rowGroup
    var above = Result<Bool, DecodingError>.success(false)
    var below = above
    sideBySide(
      {
        above = Result { () throws(DecodingError) in
          try decode(&upper, 0..<middle, way, take)
        }
      },
      {
        below = Result { () throws(DecodingError) in
          try decode(&lower, middle..<height, way, take)
        }
      })
    let isTaken = try below.get()
    return try above.get() && isTaken
  }

  /// Decodes some rows; the last ones show whether the file is whole.
  private static func decode(
    _ picture: inout JPEGPicture, _ rows: Range<Int>, _ way: Way, _ take: Taker
  ) throws(DecodingError) -> Bool {
    var strip = try Strip(way)
    try picture.start(skipping: rows.lowerBound)
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: way.stripHeight) {
      let end = min(first + way.stripHeight, rows.upperBound)
      guard try strip.move(first..<end, of: &picture, take) else { return false }
    }
    if rows.upperBound == way.layout.height { try picture.requireWhole() }
    return true
  }

  /// Where the rows go, and how many at a time.
  private struct Way {
    let layout: FrameLayout
    let stripHeight: Int
    /// Where they are to be; nil: a taker takes them.
    let pixels: LoanPixels?
  }

  /// What rows of the picture are in on their way, unless they are made where they are to be.
  private struct Strip: ~Copyable {
    private let way: Way
    private var bitmap: Bitmap?

    init(_ way: Way) throws(DecodingError) {
      self.way = way
      if way.pixels == nil {
        bitmap = try makeBitmap(width: way.layout.width, height: way.stripHeight)
      }
    }

    /// Has the picture's next rows taken, which are no more than there is room for.
    mutating func move(
      _ rows: Range<Int>, of picture: inout JPEGPicture, _ take: Taker
    ) throws(DecodingError) -> Bool {
      let layout = way.layout
      if let pixels = way.pixels {
        try pixels.withRows(rows) { (rows) throws(DecodingError) in
          try PixelTarget.lend(&rows, width: layout.width) { (target) throws(DecodingError) in
            try picture.readRows(into: target)
          }
        }
        return true
      }
      let area = PixelRect(x: 0, y: 0, width: layout.width, height: rows.count)
      try bitmap?.withTarget(at: area) { (target) throws(DecodingError) in
        try picture.readRows(into: target)
      }
      let rowByteCount = layout.rowByteCount
      return bitmap?.withBytes {
        take($0.extracting(0..<rows.count * rowByteCount), rows.lowerBound * rowByteCount)
      } ?? false
    }
  }
}
