internal import Pixels

/// TIFF and BigTIFF through Imlib2, which applies the orientation itself; the first page.
enum TIFFDecoder {
  /// ExtraSamples 1: alpha that the colours are multiplied by (TIFF 6.0, page 31).
  private static let associatedAlpha = 1

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    // The directory stands behind the pixels in most files, so a cut one has none.
    guard let directory = TIFFDirectory(file) else { throw .truncated(.tiff) }
    guard let width = directory.first(.width), let height = directory.first(.height) else {
      throw .corrupt(.tiff, "its directory has no size")
    }
    try limits.check(
      width: width, height: height, of: .tiff, maxSide: Imlib2Decoder.maxSide)
    try requireData(directory, file)
    if let obstacle = TIFFSamples(directory).obstacle { throw .unsupported(.tiff, obstacle) }
    var bitmap = try Imlib2Decoder.decode(file, type: .tiff, suffix: "tiff", limits: limits)
    if !bitmap.isOpaque, directory.first(.extraSamples) == associatedAlpha {
      // libtiff premultiplies straight alpha, and Imlib2 undoes that, but nothing else.
      bitmap.unpremultiply()
    }
    return bitmap
  }

  /// The directory's values, and each strip and tile, must lie within the file.
  private static func requireData(
    _ directory: TIFFDirectory, _ file: FileBytes
  ) throws(DecodingError) {
    guard directory.isComplete else { throw .truncated(.tiff) }
    for (offsetTag, countTag) in [
      (TIFFDirectory.Tag.stripOffsets, .stripByteCounts),
      (TIFFDirectory.Tag.tileOffsets, TIFFDirectory.Tag.tileByteCounts),
    ] {
      let offsets = directory.values(offsetTag)
      let counts = directory.values(countTag)
      for (offset, count) in zip(offsets, counts)
      where file.part(from: offset, count: count) == nil {
        throw .truncated(.tiff)
      }
    }
  }
}
