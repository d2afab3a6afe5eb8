import ShmChannel

/// Publishes moving colors: `Publish [CHANNEL [FRAMES]]`; watch with `shmview CHANNEL`.
@main struct Publish {
  static func main() throws {
    let arguments = CommandLine.arguments
    let name = arguments.count > 1 ? try ChannelName(arguments[1]) : .standard
    let frameCount = arguments.count > 2 ? Int(arguments[2]) ?? 1 : 300

    let channel = try Channel.openOrCreate(name)
    for index in 0..<frameCount {
      var loan = try channel.loan(width: 640, height: 480, format: .bgrx)
      let (width, rowStride) = (loan.width, loan.rowStride)
      try loan.withMappedPixels { pixels in
        for offset in stride(from: 0, to: pixels.byteCount, by: 4) {
          let (x, y) = (offset % rowStride / 4, offset / rowStride)
          // Blue, green, red, 255: a word of 0xFFRRGGBB.
          let red = UInt32(x * 255 / width), green = UInt32(y & 255), blue = UInt32(index & 255)
          let word = 0xFF00_0000 | red << 16 | green << 8 | blue
          pixels.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt32.self)
        }
      }
      let generation = try loan.publish(title: "frame \(index)")
      print("published generation \(generation.rawValue)")
    }
  }
}
