private import CLibYUV

/// One exact halving of a picture, along both axes or one.
///
/// libyuv averages whole two-by-two blocks; what is left at odd edges, and halving along one axis,
/// is the area filter's.
struct Halving {
  let source: PixelRows
  /// The source's size; it tells how much of its last column and row is real.
  let size: LevelSize
  let halvesX: Bool
  let halvesY: Bool
  /// Whether the source has straight alpha; the output is premultiplied.
  let premultiplies: Bool

  /// Makes the pixels in `part` of the output, and puts them at the same place in `target`.
  func write(_ part: PixelRect, to target: MutablePixelRows) {
    let blocks = PixelRect(
      x: 0, y: 0, width: Int(size.extentX / 2), height: Int(size.extentY / 2))
    let exact =
      halvesX && halvesY
      ? part.intersection(blocks) : PixelRect(x: 0, y: 0, width: 0, height: 0)
    inBands(exact) { band in
      if premultiplies {
        averagePremultiplied(band, to: target)
      } else {
        averageBlocks(band, to: target)
      }
    }
    for strip in part.subtracting(exact) { filter(strip, to: target) }
  }

  /// libyuv takes sides of up to 32,768 pixels.
  private func averageBlocks(_ part: PixelRect, to target: MutablePixelRows) {
    let side = 16_384
    for y in stride(from: part.y, to: part.maxY, by: side) {
      for x in stride(from: part.x, to: part.maxX, by: side) {
        let width = CInt(min(side, part.maxX - x))
        let height = CInt(min(side, part.maxY - y))
        _ = unsafe ARGBScale(
          bytes(source.at(x: x * 2, y: y * 2)), source.stride, width * 2, height * 2,
          bytes(target.at(x: x, y: y)), target.stride, width, height, kFilterBox)
      }
    }
  }

  private func averagePremultiplied(_ part: PixelRect, to target: MutablePixelRows) {
    let side = 16_384
    let pair = RowBuffer(count: min(side, max(part.width, 1)) * 4)
    for y in part.y..<part.maxY {
      for x in stride(from: part.x, to: part.maxX, by: side) {
        let width = CInt(min(side, part.maxX - x))
        let block = unsafe bytes(pair.pixels)
        _ = unsafe ARGBAttenuate(
          bytes(source.at(x: x * 2, y: y * 2)), source.stride, block, width * 8, width * 2, 2)
        _ = unsafe ARGBScale(
          block, width * 8, width * 2, 2,
          bytes(target.at(x: x, y: y)), target.stride, width, 1, kFilterBox)
      }
    }
  }

  private func filter(_ strip: PixelRect, to target: MutablePixelRows) {
    var rows = RowResampler(
      source: source,
      columns: .area(
        extent: size.extentX, step: halvesX ? 2 : 1, output: strip.x..<strip.maxX),
      rows: .area(extent: size.extentY, step: halvesY ? 2 : 1, output: strip.y..<strip.maxY),
      premultiplies: premultiplies)
    for row in 0..<strip.height {
      unsafe rows.write(row: row, to: target.at(x: strip.x, y: strip.y + row))
    }
  }
}
