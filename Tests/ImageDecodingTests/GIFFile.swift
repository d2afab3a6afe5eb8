import Pixels

/// A GIF animation that a test makes: up to 127 colours, and fully transparent pixels.
struct GIFFile {
  /// Repetitions behind the first pass, and the name of the extension that says so; nil: none.
  var repetitions: (count: Int, extension: String)?
  var screen: (width: Int, height: Int)
  var frames: [ModelFrame]
  var isInterlaced = false
  /// Whether each frame has its own palette; else there is one for all.
  var hasLocalPalettes = false

  private static let transparentIndex = 127

  var bytes: [UInt8] {
    var gif = ByteWriter()
    gif.text("GIF89a")
    gif.u16(screen.width, screen.height)
    let global = hasLocalPalettes ? [] : colors(of: frames)
    gif.u8(hasLocalPalettes ? 0 : 0x86, 0, 0)
    if !hasLocalPalettes { writePalette(global, to: &gif) }
    if let repetitions {
      gif.u8(0x21, 0xFF, 11)
      gif.text(repetitions.extension)
      gif.u8(3, 1)
      gif.u16(repetitions.count)
      gif.u8(0)
    }
    for frame in frames { write(frame, globalColors: global, to: &gif) }
    gif.u8(0x3B)
    return gif.bytes
  }

  private func write(_ frame: ModelFrame, globalColors: [UInt32], to gif: inout ByteWriter) {
    gif.u8(0x21, 0xF9, 4, (frame.disposal.rawValue + 1) << 2 | 1)
    gif.u16(frame.delay)
    gif.u8(Self.transparentIndex, 0, 0x2C)
    gif.u16(frame.area.x, frame.area.y, frame.area.width, frame.area.height)
    gif.u8((hasLocalPalettes ? 0x86 : 0) | (isInterlaced ? 0x40 : 0))
    let colors = hasLocalPalettes ? colors(of: [frame]) : globalColors
    if hasLocalPalettes { writePalette(colors, to: &gif) }
    gif.u8(7)
    let rows = isInterlaced ? interlaced(frame.area.height) : Array(0..<frame.area.height)
    let pixels = rows.flatMap { frame.pixels[($0 * frame.area.width)...].prefix(frame.area.width) }
    gif.raw(
      gifData(
        pixels.map { pixel in
          UInt8(colors.firstIndex(of: pixel) ?? Self.transparentIndex)
        }))
  }

  private func interlaced(_ height: Int) -> [Int] {
    // Each row's pass is told by its number alone.
    (0..<height).sorted { first, second in
      func pass(_ row: Int) -> Int { row % 8 == 0 ? 0 : row % 4 == 0 ? 1 : row % 2 == 0 ? 2 : 3 }
      return (pass(first), first) < (pass(second), second)
    }
  }

  private func colors(of frames: [ModelFrame]) -> [UInt32] {
    var seen: Set<UInt32> = [0]
    return frames.flatMap(\.pixels).filter { seen.insert($0).inserted }
  }

  private func writePalette(_ colors: [UInt32], to gif: inout ByteWriter) {
    for index in 0..<128 {
      let color = index < colors.count ? colors[index] : 0
      gif.u8(Int(color >> 16), Int(color >> 8), Int(color))
    }
  }
}
