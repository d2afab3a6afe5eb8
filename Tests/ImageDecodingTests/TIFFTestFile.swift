/// A TIFF of any layout whose samples are given one by one.
struct TIFFTestFile: Sendable {
  enum Compression: Int, Sendable { case none = 1, deflate = 8, packBits = 32_773 }

  var width = 18
  var height = 6
  var photometric: Int
  var sampleCount: Int
  var depth = 8
  var extraSamples: [Int] = []
  var isPlanar = false
  var isBig = false
  var hasTiles = false
  var compression = Compression.none
  var palette: [Int] = []
  /// Further entries, each of one LONG.
  var more: [(tag: Int, value: Int)] = []
  /// An ICC profile; empty for none.
  var profile: [UInt8] = []
  var sample: @Sendable (_ x: Int, _ y: Int, _ index: Int) -> Int

  private static let tileSide = 16
  private static let rowsPerStrip = 4

  var bytes: [UInt8] {
    let blocks = self.blocks
    var file = ByteWriter()
    file.text(isBig ? "MM" : "II")
    file.u16(42, big: isBig)
    let start = 8 + blocks.map(\.count).reduce(0, +)
    file.u32(start + start % 2, big: isBig)
    var offsets: [Int] = []
    for block in blocks {
      offsets.append(file.bytes.count)
      file.raw(block)
    }
    if start % 2 == 1 { file.u8(0) }
    write(entries(offsets, blocks.map(\.count)), to: &file)
    return file.bytes
  }

  private typealias Entry = (tag: Int, type: Int, values: [Int])

  private func entries(_ offsets: [Int], _ counts: [Int]) -> [Entry] {
    var entries: [Entry] = [
      (256, 4, [width]), (257, 4, [height]),
      (258, 3, [Int](repeating: depth, count: sampleCount)), (259, 3, [compression.rawValue]),
      (262, 3, [photometric]), (277, 3, [sampleCount]), (284, 3, [isPlanar ? 2 : 1]),
      (hasTiles ? 324 : 273, 4, offsets), (hasTiles ? 325 : 279, 4, counts),
    ]
    if hasTiles {
      entries += [(322, 4, [Self.tileSide]), (323, 4, [Self.tileSide])]
    } else {
      entries.append((278, 4, [Self.rowsPerStrip]))
    }
    if !extraSamples.isEmpty { entries.append((338, 3, extraSamples)) }
    if !palette.isEmpty { entries.append((320, 3, palette)) }
    if !profile.isEmpty { entries.append((34_675, 7, profile.map(Int.init))) }
    entries += more.map { ($0.tag, 4, [$0.value]) }
    return entries.sorted { $0.tag < $1.tag }
  }

  /// The directory, and behind it the values that do not fit into their entries.
  private func write(_ entries: [Entry], to file: inout ByteWriter) {
    var place = file.bytes.count + 2 + entries.count * 12 + 4
    var behind = ByteWriter()
    file.u16(entries.count, big: isBig)
    for (tag, type, values) in entries {
      var content = ByteWriter()
      for value in values {
        switch type {
        case 3: content.u16(value, big: isBig)
        case 7: content.u8(value)
        default: content.u32(value, big: isBig)
        }
      }
      file.u16(tag, type, big: isBig)
      file.u32(values.count, big: isBig)
      if content.bytes.count <= 4 {
        file.raw(content.bytes + [UInt8](repeating: 0, count: 4 - content.bytes.count))
      } else {
        file.u32(place, big: isBig)
        behind.raw(content.bytes)
        place += content.bytes.count
      }
    }
    file.u32(0, big: isBig)
    file.raw(behind.bytes)
  }

  private var blocks: [[UInt8]] {
    let (blockWidth, blockHeight) =
      hasTiles ? (Self.tileSide, Self.tileSide) : (width, Self.rowsPerStrip)
    let planes = isPlanar ? (0..<sampleCount).map { [$0] } : [Array(0..<sampleCount)]
    var blocks: [[UInt8]] = []
    for plane in planes {
      for top in stride(from: 0, to: height, by: blockHeight) {
        for left in stride(from: 0, to: width, by: blockWidth) {
          let bottom = hasTiles ? top + blockHeight : min(top + blockHeight, height)
          let rows = (top..<bottom).map { y in row(left, blockWidth, y, plane) }
          blocks.append(compressed(rows))
        }
      }
    }
    return blocks
  }

  private func row(_ left: Int, _ width: Int, _ y: Int, _ plane: [Int]) -> [UInt8] {
    var row = ByteWriter()
    var (pending, bitCount) = (0, 0)
    for x in left..<(left + width) {
      for index in plane {
        let value = sample(min(x, self.width - 1), min(y, height - 1), index)
        switch depth {
        case 16: row.u16(value, big: isBig)
        case 8: row.u8(value)
        default:
          (pending, bitCount) = (pending << depth | value, bitCount + depth)
          while bitCount >= 8 {
            bitCount -= 8
            row.u8(pending >> bitCount & 255)
          }
        }
      }
    }
    if bitCount > 0 { row.u8(pending << (8 - bitCount) & 255) }
    return row.bytes
  }

  private func compressed(_ rows: [[UInt8]]) -> [UInt8] {
    switch compression {
    case .none: return Array(rows.joined())
    case .deflate: return zlibStored(Array(rows.joined()))
    case .packBits:
      // Literal runs, which end with their rows.
      return rows.flatMap { row -> [UInt8] in
        stride(from: 0, to: row.count, by: 128).flatMap { start -> [UInt8] in
          let run = row[start..<min(start + 128, row.count)]
          return [UInt8(run.count - 1)] + run
        }
      }
    }
  }
}
