/// A sequential JPEG of flat blocks: each has one value for all of its samples.
struct JPEGFile: Sendable {
  struct Sampling: Sendable, Equatable {
    var h: Int
    var v: Int
  }

  var width = 32
  var height = 32
  var sampling: [Sampling]
  /// Component identifiers; libjpeg takes "RGB" for colours that are not converted.
  var identifiers: [UInt8] = [1, 2, 3, 4]
  /// The transform of Adobe's APP14 segment; nil without that segment.
  var adobeTransform: Int?
  var hasTables = true
  var isInterleaved = true
  /// MCUs between two restart markers, of interleaved components; 0 for none.
  var restartInterval = 0
  /// What is added to all values from one row of MCUs to the next, of interleaved components.
  var rowStep = 0
  /// The value of a component's samples, 0...255, in a column of MCUs.
  var value: @Sendable (_ component: Int, _ column: Int) -> Int

  private var mostH: Int { sampling.map(\.h).max() ?? 1 }
  private var mostV: Int { sampling.map(\.v).max() ?? 1 }
  private var columns: Int { (width + 8 * mostH - 1) / (8 * mostH) }
  private var rows: Int { (height + 8 * mostV - 1) / (8 * mostV) }

  /// How wide an MCU is, in pixels.
  var mcuWidth: Int { 8 * mostH }

  var bytes: [UInt8] { bytes() }

  /// - Parameter scanCount: how many scans are written of a file that has one for each component.
  func bytes(scanCount: Int = .max) -> [UInt8] {
    var file = head
    if isInterleaved {
      file.raw(scan(Array(sampling.indices)))
    } else {
      for component in sampling.indices.prefix(scanCount) { file.raw(scan([component])) }
    }
    file.u8(0xFF, 0xD9)
    return file.bytes
  }

  private var head: ByteWriter {
    var file = ByteWriter()
    file.u8(0xFF, 0xD8)
    if let adobeTransform {
      file.raw(segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, UInt8(adobeTransform)]))
    }
    file.raw(segment(0xDB, [0] + [UInt8](repeating: 1, count: 64)))
    var frame = ByteWriter()
    frame.u8(8)
    frame.u16(height, width, big: true)
    frame.u8(sampling.count)
    for (identifier, sampling) in zip(identifiers, sampling) {
      frame.u8(Int(identifier), sampling.h << 4 | sampling.v, 0)
    }
    file.raw(segment(0xC0, frame.bytes))
    if restartInterval > 0 {
      file.raw(segment(0xDD, [UInt8(restartInterval >> 8), UInt8(restartInterval & 255)]))
    }
    if hasTables {
      let sizes: [UInt8] = [0, 1, 5] + [UInt8](repeating: 1, count: 6)
      file.raw(segment(0xC4, [0] + sizes + [UInt8](repeating: 0, count: 7) + (0..<12)))
      // As far as the standard one (K.3.3.2) goes to the end of a block.
      let shortSizes: [UInt8] = [0, 2, 1, 1] + [UInt8](repeating: 0, count: 12)
      file.raw(segment(0xC4, [0x10] + shortSizes + [1, 2, 3, 0]))
    }
    return file
  }

  private func segment(_ marker: Int, _ content: [UInt8]) -> [UInt8] {
    var segment = ByteWriter()
    segment.u8(0xFF, marker)
    segment.u16(content.count + 2, big: true)
    segment.raw(content)
    return segment.bytes
  }

  private func scan(_ components: [Int]) -> [UInt8] {
    var header = ByteWriter()
    header.u8(components.count)
    for component in components { header.u8(Int(identifiers[component]), 0) }
    header.u8(0, 63, 0)
    var bits = JPEGBits()
    var last = [Int](repeating: 128, count: sampling.count)
    func write(_ component: Int, _ column: Int, row: Int = 0) {
      let value = (value(component, column) + row * rowStep) % 256
      bits.writeBlock(difference: 8 * (value - last[component]))
      last[component] = value
    }
    if components.count > 1 {
      for row in 0..<rows {
        for column in 0..<columns {
          let number = row * columns + column
          if restartInterval > 0, number > 0, number.isMultiple(of: restartInterval) {
            bits.restart(number / restartInterval - 1)
            last = [Int](repeating: 128, count: sampling.count)
          }
          for component in components {
            let count = sampling[component].h * sampling[component].v
            for _ in 0..<count { write(component, column, row: row) }
          }
        }
      }
    } else {
      // Blocks row by row, as many as the component's own size needs (A.2.3).
      let (component, own) = (components[0], sampling[components[0]])
      let blockColumns = (width * own.h + 8 * mostH - 1) / (8 * mostH)
      let blockRows = (height * own.v + 8 * mostV - 1) / (8 * mostV)
      for _ in 0..<blockRows {
        for column in 0..<blockColumns { write(component, column / own.h) }
      }
    }
    return segment(0xDA, header.bytes) + bits.finished()
  }
}

/// Entropy-coded data with the standard tables for luminance (ITU T.81, K.3.3).
private struct JPEGBits {
  private static let categoryCodes: [(code: Int, length: Int)] = [
    (0b00, 2), (0b010, 3), (0b011, 3), (0b100, 3), (0b101, 3), (0b110, 3), (0b1110, 4),
    (0b11110, 5), (0b111110, 6), (0b1111110, 7), (0b1111_1110, 8), (0b1_1111_1110, 9),
  ]

  private var bytes: [UInt8] = []
  private var pending = 0
  private var count = 0

  mutating func writeBlock(difference: Int) {
    let category = Int.bitWidth - abs(difference).leadingZeroBitCount
    let (code, length) = Self.categoryCodes[category]
    write(code, length)
    let value = difference < 0 ? difference + (1 << category) - 1 : difference
    write(value, category)
    write(0b1010, 4)  // end of block
  }

  private mutating func write(_ value: Int, _ length: Int) {
    for bit in (0..<length).reversed() {
      pending = pending << 1 | value >> bit & 1
      count += 1
      if count == 8 { flush() }
    }
  }

  private mutating func flush() {
    bytes.append(UInt8(pending))
    if pending == 0xFF { bytes.append(0) }
    (pending, count) = (0, 0)
  }

  /// Puts a restart marker, of which there are eight (ITU T.81, B.1.1.3).
  mutating func restart(_ number: Int) {
    bytes = finished() + [0xFF, 0xD0 + UInt8(number % 8)]
  }

  mutating func finished() -> [UInt8] {
    while count != 0 { write(1, 1) }
    return bytes
  }
}
