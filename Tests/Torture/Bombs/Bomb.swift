import TestSupport

/// A small file that wants much of the machine: memory, time, or depth.
struct Bomb {
  /// The file's name.
  let name: String
  let bytes: [UInt8]
  /// What the line about it says in part; nil for what is shown at once.
  let words: String?
  /// What it says instead where the machine is fast enough to meet another limit first.
  var otherWords: String?
  /// Whether it goes on for as long as it may.
  var isEndless = false

  static var all: [Bomb] { pixelBombs + vectorBombs + [scans, icons, animation] }

  private static let tooManyPixels = "is more than the limit of"

  /// Headers that promise more pixels than there may be, or than there is memory for.
  private static var pixelBombs: [Bomb] {
    [
      Bomb(name: "large.png", bytes: png(width: 60_000, height: 60_000), words: tooManyPixels),
      Bomb(
        name: "memory.png", bytes: png(width: 20_000, height: 20_000),
        words: "not enough memory for a picture of that size"),
      Bomb(name: "large.gif", bytes: gif(width: 60_000, height: 60_000, 1), words: tooManyPixels),
      Bomb(name: "canvas.gif", bytes: gif(width: 65_535, height: 6000, 3), words: tooManyPixels),
      Bomb(name: "large.ppm", bytes: Array("P6 60000 60000 255\n".utf8), words: tooManyPixels),
    ]
  }

  private static func png(width: Int, height: Int) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let size = [width, height].flatMap { side in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: side >> $0) }
    }
    PNGChunk("IHDR", size + [1, 0, 0, 0, 0]).append(to: &file)
    PNGChunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]).append(to: &file)
    PNGChunk("IEND", []).append(to: &file)
    return file
  }

  /// Frames of one pixel on a large canvas.
  private static func gif(width: Int, height: Int, _ frameCount: Int) -> [UInt8] {
    let frame: [UInt8] = [
      0x21, 0xF9, 4, 4, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0,
    ]
    let sides = [width & 255, width >> 8, height & 255, height >> 8].map { UInt8($0) }
    return Array("GIF89a".utf8) + sides + [0x80, 0, 0, 0, 0, 0, 255, 255, 255]
      + [[UInt8]](repeating: frame, count: frameCount).joined() + [0x3B]
  }

  /// A hundred thousand frames, of which `put` shows the first.
  private static var animation: Bomb {
    Bomb(name: "frames.gif", bytes: gif(width: 200, height: 200, 100_000), words: nil)
  }

  /// A million blocks, each refined 882 times.
  static var scans: Bomb {
    Bomb(
      name: "scans.jpg", bytes: ScannedJPEG.bytes(side: 8000), words: tookTooLong,
      otherWords: "more than 500 scans", isEndless: true)
  }

  /// A directory of more pictures than an icon has.
  private static var icons: Bomb {
    let head: [UInt8] = [0, 0, 1, 0, 255, 255]
    return Bomb(
      name: "icons.ico", bytes: head + [UInt8](repeating: 0, count: 16 * 65_535),
      words: "not an image")
  }
}
