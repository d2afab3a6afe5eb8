internal import Pixels

/// GIF as a still picture: the first frame on its canvas; what it leaves free is transparent.
///
/// All blocks to the trailer are walked, so that a cut file is found also behind the first frame.
enum GIFDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    var blocks = try GIFBlocks(file)
    let first = try firstFrame(of: &blocks)
    var rest = blocks
    let isAnimation = (try? rest.nextFrame()) != nil
    var bitmap = try makeCanvas(
      for: first, of: blocks, limits: isAnimation ? limits.ofAnimation : limits)
    try first.draw(onto: &bitmap, limits: limits)
    while try blocks.nextFrame() != nil {}
    return Decoded(bitmap, alpha: .straight)
  }

  static func firstFrame(of blocks: inout GIFBlocks) throws(DecodingError) -> GIFFrame {
    guard let first = try blocks.nextFrame() else { throw .corrupt(.gif, "it holds no picture") }
    return first
  }

  /// A transparent picture of the size of the screen, or larger where the first frame is.
  static func makeCanvas(
    for first: GIFFrame, of blocks: GIFBlocks, limits: DecodingLimits
  ) throws(DecodingError) -> Bitmap {
    // A first frame outside its screen widens it, as in browsers; some writers leave it 0x0.
    let width = max(blocks.screenWidth, first.area.maxX)
    let height = max(blocks.screenHeight, first.area.maxY)
    try limits.check(width: width, height: height, of: .gif)
    guard !first.area.isEmpty else {
      throw .corrupt(.gif, "its frame is \(first.area.width)x\(first.area.height)")
    }
    return try makeBitmap(width: width, height: height)
  }
}
