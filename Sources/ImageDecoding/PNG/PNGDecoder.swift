private import CSpng
internal import Pixels

/// PNG as a still picture, through libspng; of an animation, the picture for those who know none.
enum PNGDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    let context = try PNGContext()
    let header = try context.open(file)
    let (width, height) = (Int(header.width), Int(header.height))
    try limits.check(width: width, height: height, of: .png)
    var chunks = PNGChunks(file)
    while try chunks.next() != nil {}  // libspng does not ask for the end mark
    var bitmap = try makeBitmap(width: width, height: height)
    let isInterlaced = header.interlace_method != 0
    try context.decode(into: &bitmap, isInterlaced: isInterlaced)
    let orientation = try context.finish()
    bitmap.findOpacity()
    return try bitmap.upright(orientation)
  }
}
