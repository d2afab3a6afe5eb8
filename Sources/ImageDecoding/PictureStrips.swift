internal import Pixels
package import ShmChannel

/// A picture that is decoded in strips from the top to the bottom, each of which may stay in the
/// processor's cache on its way to where the picture is to be.
///
/// Only JPEG has one: what PNG costs is nearly all inflating, and every other type needs its
/// neighbours, its library or its alpha as a whole.
package struct PictureStrips: ~Copyable {
  /// Bytes of a strip, about: some rows of blocks of a large picture, and well below the second
  /// cache of any processor.
  private static let stripByteCount = 256 << 10
  /// Rows of blocks with the usual subsampling of colours.
  private static let rowGroup = 16

  private var picture: JPEGPicture

  /// How the pixels lie: opaque ones for the display.
  package let layout: FrameLayout

  /// Nil for a picture that has to be in memory as a whole: of another type, turned, or with colours
  /// that are to be converted.
  ///
  /// - Parameter bytes: have to stay in place for as long as this lives.
  package init?(
    of bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile = .convert
  ) throws(DecodingError) {
    let (file, type) = unsafe try ImageDecoder.sniff(bytes)
    guard type == .jpeg else { return nil }
    let picture = try JPEGPicture(file, limits: limits)
    guard picture.orientation == .upright, case .bgra = picture.colors,
      Self.needsNoConversion(picture.profile, profile)
    else { return nil }
    layout = .display(width: picture.width, height: picture.height)
    self.picture = picture
  }

  /// What is wrong with a profile is found, and said, where the picture is decoded as a whole.
  private static func needsNoConversion(_ file: FileProfile?, _ use: EmbeddedProfile) -> Bool {
    do throws(ProfileTrouble) { return try PixelConversion(file, use) == nil } catch {
      return false
    }
  }

  /// Decodes the picture, once.
  ///
  /// - Parameter take: is given whole rows, each as long as `layout.rowByteCount`, the top ones
  ///   first; false ends it.
  /// - Returns: whether all rows were taken. They are right only then, and if nothing is thrown.
  package mutating func decode(_ take: (RawSpan) -> Bool) throws(DecodingError) -> Bool {
    let rowByteCount = layout.rowByteCount
    let groups = max(1, Self.stripByteCount / (rowByteCount * Self.rowGroup))
    let rowCount = min(layout.height, groups * Self.rowGroup)
    var strip = try makeBitmap(width: layout.width, height: rowCount)
    try picture.start()
    for first in stride(from: 0, to: layout.height, by: rowCount) {
      let count = min(rowCount, layout.height - first)
      let area = PixelRect(x: 0, y: 0, width: layout.width, height: count)
      try strip.withTarget(at: area) { (target) throws(DecodingError) in
        try picture.readRows(into: target)
      }
      let isTaken = strip.withBytes { take($0.extracting(0..<count * rowByteCount)) }
      guard isTaken else { return false }
    }
    try picture.requireWhole()
    return true
  }
}
