import Pixels
import ShmChannel
import TestSupport
import Testing

@Suite struct RowEncoderTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let format: WindowFormat
    /// What black, white, middle grey, red, green and blue are as numbers.
    let pixels: [UInt32]
    var testDescription: String { name }

    init(
      _ name: String, _ depth: Int, _ red: UInt32, _ green: UInt32, _ blue: UInt32, bits: Int,
      _ order: WindowFormat.ByteOrder, _ pixels: [UInt32]
    ) throws {
      self.name = name
      self.pixels = pixels
      format = try #require(
        WindowFormat(
          checking: depth, masks: PixelMasks(red: red, green: green, blue: blue),
          bitsPerPixel: bits, rowPadding: 32, byteOrder: order))
    }
  }

  private static let colours: [UInt32] = [
    0x0000_0000, 0xFFFF_FFFF, 0xAB80_8080, 0x00FF_0000, 0x0000_FF00, 0x0000_00FF,
  ]

  private static func samples() throws -> [Sample] {
    try [.leastSignificantFirst, .mostSignificantFirst].flatMap { order in
      [
        try Sample(
          "depth 15", 15, 0x7C00, 0x03E0, 0x001F, bits: 16, order,
          [0, 0x7FFF, 0x4210, 0x7C00, 0x03E0, 0x001F]),
        try Sample(
          "depth 16", 16, 0xF800, 0x07E0, 0x001F, bits: 16, order,
          [0, 0xFFFF, 0x8410, 0xF800, 0x07E0, 0x001F]),
        try Sample(
          "depth 16, blue first", 16, 0x001F, 0x07E0, 0xF800, bits: 16, order,
          [0, 0xFFFF, 0x8410, 0x001F, 0x07E0, 0xF800]),
        try Sample(
          "depth 24", 24, 0xFF0000, 0x00FF00, 0x0000FF, bits: 32, order,
          [0, 0xFFFFFF, 0x808080, 0xFF0000, 0x00FF00, 0x0000FF]),
        try Sample(
          "depth 24, blue first", 24, 0x0000FF, 0x00FF00, 0xFF0000, bits: 32, order,
          [0, 0xFFFFFF, 0x808080, 0x0000FF, 0x00FF00, 0xFF0000]),
        // As BGRX middle grey would be almost black here: 0x00808080.
        try Sample(
          "depth 30", 30, 0x3FF0_0000, 0x000F_FC00, 0x0000_03FF, bits: 32, order,
          [
            0, 0x3FFF_FFFF, 514 << 20 | 514 << 10 | 514, 0x3FF0_0000,
            0x000F_FC00, 0x0000_03FF,
          ]),
        // What has no colour there is alpha, and the window is opaque.
        try Sample(
          "depth 32", 32, 0xFF0000, 0x00FF00, 0x0000FF, bits: 32, order,
          [0xFF00_0000, 0xFFFF_FFFF, 0xFF80_8080, 0xFFFF_0000, 0xFF00_FF00, 0xFF00_00FF]),
      ]
    }
  }

  /// The pixels of a row, written somewhere in the middle of a picture, and read back as numbers.
  private static func encoded(_ colours: [UInt32], as format: WindowFormat) -> [UInt32] {
    let layout = FrameLayout.display(width: colours.count + 2, height: 3)
    var rows = [UInt32](repeating: 0x0012_3456, count: layout.width * layout.height)
    rows.replaceSubrange(layout.width + 1..<layout.width + 1 + colours.count, with: colours)
    let rowStride = format.rowStride(width: colours.count + 3)
    var bytes = [UInt8](repeating: 0xEE, count: rowStride * 2)
    var span = bytes.mutableSpan
    var output = span.mutableBytes
    RowEncoder(format).encode(
      PixelRect(x: 1, y: 1, width: colours.count, height: 1), of: rows.span.bytes,
      layout: layout, to: &output, rowStride: rowStride, at: (2, 1))
    let start = rowStride + 2 * format.pixelByteCount
    let end = start + colours.count * format.pixelByteCount
    #expect(bytes[..<start].allSatisfy { $0 == 0xEE }, "nothing in front is touched")
    #expect(bytes[end...].allSatisfy { $0 == 0xEE }, "nothing behind is touched")
    return stride(from: start, to: end, by: format.pixelByteCount).map { offset in
      let pixel = Array(bytes[offset..<offset + format.pixelByteCount])
      let highestFirst = format.byteOrder == .mostSignificantFirst ? pixel : pixel.reversed()
      return highestFirst.reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  @Test("colours become the pixels of a window, whatever its depth, masks and byte order")
  func values() throws {
    for sample in try Self.samples() {
      let format = sample.format
      let meaningful: UInt32 = format.takesDisplayRows ? 0xFF_FFFF : .max
      let pixels = Self.encoded(Self.colours, as: format).map { $0 & meaningful }
      #expect(pixels == sample.pixels, "\(sample.name), \(format.byteOrder)")
      #expect(Self.colours.map(format.pixel) == sample.pixels, "\(sample.name)")
    }
  }

  @Test("each byte of a colour becomes the nearest value of its mask, if that has eight bits")
  func nearest() throws {
    for format in try Self.samples().map(\.format) where format.depth >= 24 {
      let colours = (0...255).map { (byte: UInt32) -> UInt32 in
        let (green, blue) = (255 - byte, byte ^ 0x55)
        return byte << 16 | green << 8 | blue
      }
      for (colour, pixel) in zip(colours, Self.encoded(colours, as: format)) {
        for (mask, byte) in [
          (format.masks.red, colour >> 16), (format.masks.green, colour >> 8),
          (format.masks.blue, colour),
        ] {
          let most = Double(mask >> mask.trailingZeroBitCount)
          let value = Double((pixel & mask) >> mask.trailingZeroBitCount)
          #expect(abs(value - Double(byte & 0xFF) / 255 * most) <= 0.5, "\(format), \(colour)")
        }
      }
    }
  }

  @Test(
    "fewer bits are dithered: within a step everywhere, and with the right mean",
    .enabled(if: Optimisation.isOn, "\(Optimisation.reason)"))
  func dithered() throws {
    for format in try Self.samples().map(\.format) where format.depth < 24 {
      for byte in 0...255 as ClosedRange<UInt32> {
        let words = try Self.square(of: byte << 16 | byte << 8 | byte, as: format)
        for mask in [format.masks.red, format.masks.green, format.masks.blue] {
          let most = Double(mask >> mask.trailingZeroBitCount)
          let wanted = Double(byte) / 255 * most
          let values = words.map { Double(($0 & mask) >> mask.trailingZeroBitCount) }
          #expect(values.allSatisfy { abs($0 - wanted) < 1 }, "\(format), \(byte)")
          #expect(abs(values.reduce(0, +) / 16 - wanted) <= 1 / 32 + 1e-9, "\(format), \(byte)")
        }
      }
    }
  }

  /// The numbers of 16 pixels, the whole pattern, of one colour; the same wherever they lie in
  /// memory.
  private static func square(of colour: UInt32, as format: WindowFormat) throws -> [UInt32] {
    let layout = FrameLayout.display(width: 4, height: 4)
    let rows = [UInt32](repeating: colour, count: 16)
    func words(at place: (x: Int, y: Int), inWindowAt window: (x: Int, y: Int)?) -> [UInt32] {
      let rowStride = format.rowStride(width: 4 + place.x)
      var bytes = [UInt8](repeating: 0, count: rowStride * (4 + place.y))
      var span = bytes.mutableSpan
      var output = span.mutableBytes
      RowEncoder(format).encode(
        layout.bounds, of: rows.span.bytes, layout: layout, to: &output, rowStride: rowStride,
        at: place, inWindowAt: window)
      return (0..<16).map { index in
        let offset =
          (place.y + index / 4) * rowStride + (place.x + index % 4) * format.pixelByteCount
        let pixel = Array(bytes[offset..<offset + format.pixelByteCount])
        let highestFirst = format.byteOrder == .mostSignificantFirst ? pixel : pixel.reversed()
        return highestFirst.reduce(0) { $0 << 8 | UInt32($1) }
      }
    }
    let result = words(at: (0, 0), inWindowAt: (5, 7))
    #expect(words(at: (5, 7), inWindowAt: nil) == result)
    return result
  }

  @Test("the sum of four rows, moved by quarters of a step, tells ten bits within one of them")
  func quarters() throws {
    let layout = FrameLayout.display(width: 1024, height: 1)
    for format in try Self.samples().map(\.format) where format.isDeep {
      var sums = [UInt32](repeating: 0xFFFF_FFFF, count: 1024)
      for (index, lift) in RowEncoder.quarters.enumerated() {
        let row = (0..<1024).map { step -> UInt32 in
          let byte = UInt32(min(255, max(0, Double(step) / 1023 * 255 + lift)).rounded())
          return 0xAB00_0000 | byte << 16 | (255 - byte) << 8 | byte
        }
        row.withUnsafeBytes { row in
          sums.withUnsafeMutableBytes {
            RowEncoder.add(layout.bounds, of: row, layout: layout, isFirst: index == 0, to: $0)
          }
        }
      }
      var bytes = [UInt8](repeating: 0, count: 4096)
      var span = bytes.mutableSpan
      var output = span.mutableBytes
      sums.withUnsafeBytes {
        RowEncoder(format).encode(
          layout.bounds, ofSums: $0, layout: layout, to: &output, rowStride: 4096)
      }
      for step in 0..<1024 {
        let pixel = Array(bytes[step * 4..<step * 4 + 4])
        let highestFirst = format.byteOrder == .mostSignificantFirst ? pixel : pixel.reversed()
        let word = highestFirst.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        let (red, blue) = (Int(word >> 20 & 1023), Int(word & 1023))
        #expect(red == blue && abs(red - step) <= 1, "\(step)")
      }
    }
  }

  @Test("pixels that go several at once are as those that go one by one")
  func vectors() throws {
    let colours = (0..<1024).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    for format in try Self.samples().map(\.format) {
      let whole = Self.encoded(colours, as: format)
      // Each begins at a place of the pattern where it begins in the whole.
      for start in stride(from: 0, to: 1024, by: 4) {
        let part = Self.encoded(Array(colours[start..<start + 3]), as: format)
        let meaningful: UInt32 = format.takesDisplayRows ? 0xFF_FFFF : .max
        #expect(
          part.map { $0 & meaningful } == whole[start..<start + 3].map { $0 & meaningful },
          "\(format), \(start)")
      }
    }
  }

  @Test("rows of a window end where the server expects the next one")
  func rowStrides() throws {
    let sixteen = try Self.samples()[1].format
    #expect((1...4).map(sixteen.rowStride) == [4, 4, 8, 8])
    #expect((1...4).map(WindowFormat.bgrx.rowStride) == [4, 8, 12, 16])
  }

  @Test("display rows go as they are into windows whose other bits nobody sees, lowest byte first")
  func direct() throws {
    let direct = try Self.samples().filter(\.format.takesDisplayRows)
    #expect(direct.map(\.format) == [.bgrx])
    for isComposited in [false, true] {
      let format = WindowFormat(
        checking: 32, masks: .display, bitsPerPixel: 32, rowPadding: 32,
        byteOrder: .leastSignificantFirst, isComposited: isComposited)
      #expect(format?.takesDisplayRows == !isComposited)
    }
  }

  @Test(
    "what cannot be written has no format",
    arguments: [
      (24, 24, 32, 0xFF0000, 0xFF00, 0xFF), (8, 8, 32, 0xE0, 0x1C, 0x03),
      (16, 32, 32, 0xFF0000, 0xFF00, 0xFF), (24, 32, 64, 0xFF0000, 0xFF00, 0xFF),
      (24, 32, 32, 0xFF0000, 0xFF80, 0xFF), (24, 32, 32, 0xF00F00, 0xF0, 0x0F),
      (24, 32, 32, 0xFF0000, 0xFF00, 0), (32, 32, 32, 0xFFFF_8000, 0x7000, 0xFFF),
    ] as [(Int, Int, Int, UInt32, UInt32, UInt32)])
  func refused(
    depth: Int, bits: Int, padding: Int, red: UInt32, green: UInt32, blue: UInt32
  ) {
    let format = WindowFormat(
      checking: depth, masks: PixelMasks(red: red, green: green, blue: blue),
      bitsPerPixel: bits, rowPadding: padding, byteOrder: .leastSignificantFirst)
    #expect(format == nil)
  }
}
