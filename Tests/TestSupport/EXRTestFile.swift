/// An OpenEXR file of scanlines without compression (OpenEXR's "File Layout").
package struct EXRTestFile {
  package let width: Int
  package let height: Int
  package let left: Int
  package let top: Int
  /// Names in the order of the alphabet, and types: 0 uint32, 1 float16, 2 float32.
  package let channels: [(name: String, type: Int)]
  /// Only its number: scanlines are not compressed.
  package var compression: UInt8
  /// The version's bits: 0x200 for tiles, 0x800 for deep data.
  package let flags: Int

  package init(
    width: Int, height: Int, left: Int = 0, top: Int = 0, channels: [(name: String, type: Int)],
    compression: UInt8 = 0, flags: Int = 0
  ) {
    (self.width, self.height, self.left, self.top) = (width, height, left, top)
    (self.channels, self.compression, self.flags) = (channels, compression, flags)
  }

  /// All in front of the table of chunks.
  package var head: [UInt8] {
    var list: [UInt8] = []
    for channel in channels {
      list += Array(channel.name.utf8) + [0]
      list += Self.words(channel.type, 0, 1, 1)
    }
    let window = Self.words(left, top, left + width - 1, top + height - 1)
    let one = NumberFiles.bytes([Float(1).bitPattern])
    var head = [0x76, 0x2F, 0x31, 0x01] + Self.words(2 | flags)
    head += Self.attribute("channels", "chlist", list + [0])
    head += Self.attribute("compression", "compression", [compression])
    head += Self.attribute("dataWindow", "box2i", window)
    head += Self.attribute("displayWindow", "box2i", window)
    head += Self.attribute("lineOrder", "lineOrder", [0])
    head += Self.attribute("pixelAspectRatio", "float", one)
    head += Self.attribute("screenWindowCenter", "v2f", Self.words(0, 0))
    head += Self.attribute("screenWindowWidth", "float", one)
    if flags & 0x200 != 0 {
      head += Self.attribute("tiles", "tiledesc", Self.words(8, 8) + [0])
    }
    if flags & 0x800 != 0 {
      head += Self.attribute("name", "string", Array("deep".utf8))
      head += Self.attribute("type", "string", Array("deepscanline".utf8))
      head += Self.attribute("version", "int", Self.words(1))
      head += Self.attribute("maxSamplesPerPixel", "int", Self.words(1))
      head += Self.attribute("chunkCount", "int", Self.words(height))
    }
    return head + [0]
  }

  /// The file.
  ///
  /// - Parameter sample: the bytes of a channel's sample in that column and row.
  package func bytes(_ sample: (String, Int, Int) -> [UInt8]) -> [UInt8] {
    var (rows, table): ([UInt8], [UInt8]) = ([], [])
    let start = head.count + height * 8
    for y in 0..<height {
      table += NumberFiles.bytes([UInt64(start + rows.count)])
      var line: [UInt8] = []
      for channel in channels { for x in 0..<width { line += sample(channel.name, x, y) } }
      rows += Self.words(top + y, line.count) + line
    }
    return head + table + rows
  }

  private static func attribute(_ name: String, _ type: String, _ value: [UInt8]) -> [UInt8] {
    Array(name.utf8) + [0] + Array(type.utf8) + [0] + words(value.count) + value
  }

  private static func words(_ numbers: Int...) -> [UInt8] {
    NumberFiles.bytes(numbers.map { Int32($0) })
  }
}
