import CPixels
import ShmChannel
import Testing

@testable import Pixels

/// Every kind of processor that this machine is, in rows of all lengths around those of vectors, in
/// memory that ends where they do.
@Suite struct KernelsTests {
  private static let counts = Array(0...70) + [127, 128, 129, 191, 193]

  private func forEach(
    _ body: (_ kernels: cpixels_kernels, _ count: Int, _ atEnd: Bool) throws -> Void
  ) rethrows {
    #expect(Kernels.all.map { String(cString: $0.name) }.first == "plain")
    for kernels in Kernels.all {
      for count in Self.counts {
        for atEnd in [false, true] { try body(kernels, count, atEnd) }
      }
    }
  }

  /// Of rows that differ only the kind and the length are said, and not all values.
  private static func expect(
    isSame: Bool, _ kernels: cpixels_kernels, _ count: Int,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(isSame, "\(String(cString: kernels.name)), \(count)", sourceLocation: location)
  }

  private static func bytes(_ count: Int, _ seed: Int = 0) -> [UInt8] {
    (0..<count).map {
      let byte = UInt8(truncatingIfNeeded: ($0 + seed) &* 2_654_435_761 >> 13)
      // Some of those at the ends.
      return byte < 16 ? 0 : byte > 240 ? 255 : byte
    }
  }

  private static func pixels(_ count: Int, _ seed: Int = 0) -> [UInt32] {
    let bytes = bytes(4 * count, seed)
    return (0..<count).map { index in
      (0..<4).reduce(0) { $0 | UInt32(bytes[4 * index + $1]) << (8 * UInt32($1)) }
    }
  }

  /// Those of a float, the lowest first.
  private static func bytes(of number: Float) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt32($0))) }
  }

  /// Bytes from blue, green and red of a pixel.
  private static func channels(_ pixel: UInt32) -> [Int] {
    [Int(pixel & 0xFF), Int(pixel >> 8 & 0xFF), Int(pixel >> 16 & 0xFF)]
  }

  @Test("three bytes become a pixel, in both orders, wherever rows begin and end")
  func pack() throws {
    try forEach { kernels, count, atEnd in
      guard let pack = kernels.pack else { return }
      let bytes = Self.bytes(3 * count, count)
      let source = try GuardedRow(bytes, atEnd: atEnd)
      for (redFirst, past) in [(0, 0), (0, 1), (1, 0), (1, 1)] as [(CInt, CInt)] {
        let target = try GuardedRow([UInt32](repeating: 7, count: count), atEnd: atEnd)
        pack(source.start, count, redFirst, target.start, past)
        cpixels_settle()
        let expected = (0..<count).map { x in
          let three = bytes[3 * x..<3 * x + 3].map(UInt32.init)
          return redFirst == 1
            ? 0xFF00_0000 | three[0] << 16 | three[1] << 8 | three[2]
            : 0xFF00_0000 | three[2] << 16 | three[1] << 8 | three[0]
        }
        Self.expect(isSame: target.values == expected, kernels, count)
      }
    }
  }

  @Test("floats of light become the bytes of a table, and alpha its own, at any address")
  func light() throws {
    let table = TransferCurve.lifted(by: 0).bytes
    let numbers: [Float] = [
      0, 1, 0.5, 0.25, -0.5, 2, 1e-9, 0.003_13, .nan, .infinity, -.infinity, 3e38, 0.75, 0.002,
    ]
    let range = SampleRange.unit
    try forEach { kernels, count, atEnd in
      for (channels, hasUncountable) in [
        ([.gray], false), ([.gray], true), ([.red, .green, .blue, .alpha], false),
      ] as [([PixelFormat.Channel], Bool)] {
        let numbers = hasUncountable ? numbers : numbers.filter(\.isFinite)
        let floats = (0..<count).map { numbers[($0 &* 7 &+ count) % numbers.count] }
        let bytes = floats.flatMap { Self.bytes(of: $0) }
        let source = try GuardedRow([0xEE] + bytes, atEnd: atEnd)
        let (target, other) = (
          try GuardedRow([UInt8](repeating: 7, count: count), atEnd: atEnd),
          try GuardedRow([UInt8](repeating: 7, count: count), atEnd: atEnd)
        )
        let scale = LightScale(
          channels, range: range, of: .float32, curve: TransferCurve.lifted(by: 0))
        let isFinite = table.withUnsafeBufferPointer { table in
          table.baseAddress.map {
            kernels.light(
              source.start + 1, count, 0, 65_535, $0, channels.count == 4 ? 1 : 0, target.start)
          }
        }
        let expected = scale.writeAny(
          UnsafeRawPointer(source.start + 1), count: count, of: .float32, to: other.start)
        #expect(isFinite == (expected ? 1 : 0))
        // What is not a number may be any byte.
        let isSame = zip(target.values ?? [], other.values ?? []).enumerated().allSatisfy {
          floats[$0].isNaN || $1.0 == $1.1
        }
        Self.expect(
          isSame: isSame && target.values?.count == count && other.values?.count == count,
          kernels, count)
      }
    }
  }

  @Test("floats of light become the pixels of a table, in both orders and gray")
  func lightPixels() throws {
    let table = TransferCurve.lifted(by: 0).bytes
    try forEach { kernels, count, atEnd in
      for (samples, redFirst) in [(1, 0), (3, 0), (3, 1)] as [(Int, CInt)] {
        let floats = (0..<samples * count).map { Float(($0 &* 7 &+ count) % 101) / 90 - 0.1 }
        let source = try GuardedRow(floats.flatMap { Self.bytes(of: $0) }, atEnd: atEnd)
        let target = try GuardedRow([UInt32](repeating: 7, count: count), atEnd: atEnd)
        let isFinite = table.withUnsafeBufferPointer { table in
          table.baseAddress.map {
            kernels.light_pixels(
              source.start, count, 0, 65_535, $0, CInt(samples), redFirst, target.start)
          }
        }
        let levels = floats.map { number in
          UInt32(table[Int(min(max(number * 65_535, 0), 65_535).rounded(.toNearestOrEven))])
        }
        let expected = (0..<count).map { x -> UInt32 in
          if samples == 1 { return 0xFF00_0000 | levels[x] * 0x01_0101 }
          let three = levels[3 * x..<3 * x + 3].map(\.self)
          let (red, blue) = redFirst == 1 ? (three[0], three[2]) : (three[2], three[0])
          return 0xFF00_0000 | red << 16 | three[1] << 8 | blue
        }
        Self.expect(isSame: target.values == expected && isFinite == 1, kernels, count)
      }
    }
  }

  @Test("words become the nearest grays, at any address")
  func words() throws {
    try forEach { kernels, count, atEnd in
      let bytes = Self.bytes(2 * count + 1, count)
      let source = try GuardedRow(bytes, atEnd: atEnd)
      for (offset, past) in [(0, 0), (1, 0), (1, 1)] as [(Int, CInt)] {
        let target = try GuardedRow([UInt32](repeating: 7, count: count), atEnd: atEnd)
        kernels.words(source.start + offset, count, target.start, past)
        cpixels_settle()
        let expected = (0..<count).map { x in
          let word = Int(bytes[2 * x + offset]) | Int(bytes[2 * x + offset + 1]) << 8
          return 0xFF00_0000 | UInt32((word + 128) / 257) * 0x01_0101
        }
        Self.expect(isSame: target.values == expected, kernels, count)
      }
    }
  }

  @Test("bytes become the nearest of 1,023 steps")
  func tenBits() throws {
    try forEach { kernels, count, atEnd in
      let pixels = Self.pixels(count, count)
      let source = try GuardedRow(pixels, atEnd: atEnd)
      let target = try GuardedRow([UInt32](repeating: 7, count: count), atEnd: atEnd)
      kernels.ten_bits(source.start, count, target.start, CInt(count & 1))
      cpixels_settle()
      let expected = pixels.map { pixel in
        Self.channels(pixel).enumerated().reduce(0) {
          $0 | UInt32(($1.element * 1023 + 127) / 255) << UInt32(10 * $1.offset)
        }
      }
      Self.expect(isSame: target.values == expected, kernels, count)
    }
    // All bytes of all colours.
    for kernels in Kernels.all {
      let pixels = (0...255).map { (byte: UInt32) in byte << 16 | (byte ^ 0x5A) << 8 | 255 - byte }
      var target = [UInt32](repeating: 0, count: 256)
      kernels.ten_bits(pixels, 256, &target, 0)
      let expected = pixels.map { pixel in
        Self.channels(pixel).enumerated().reduce(0) {
          $0 | UInt32(($1.element * 1023 + 127) / 255) << UInt32(10 * $1.offset)
        }
      }
      let isSame = target == expected
      #expect(isSame)
    }
  }

  @Test("three bytes become ten bits each, as their pixel does, in both orders")
  func packedTenBits() throws {
    try forEach { kernels, count, atEnd in
      guard let pack = kernels.pack, let packTenBits = kernels.pack_ten_bits else {
        return #expect(kernels.pack == nil && kernels.pack_ten_bits == nil)
      }
      let source = try GuardedRow(Self.bytes(3 * count, count), atEnd: atEnd)
      for (redFirst, past) in [(0, 0), (0, 1), (1, 0), (1, 1)] as [(CInt, CInt)] {
        var pixels = [UInt32](repeating: 0, count: count)
        pack(source.start, count, redFirst, &pixels, 0)
        var expected = pixels
        kernels.ten_bits(pixels, count, &expected, 0)
        let target = try GuardedRow([UInt32](repeating: 7, count: count), atEnd: atEnd)
        packTenBits(source.start, count, redFirst, target.start, past)
        cpixels_settle()
        Self.expect(isSame: target.values == expected, kernels, count)
      }
    }
  }

  @Test("pixels are added colour by colour, and sums of four become the nearest of 1,023 steps")
  func sums() throws {
    try forEach { kernels, count, atEnd in
      let sums = try GuardedRow([UInt32](repeating: .max, count: count), atEnd: atEnd)
      var expected = [[Int]](repeating: [0, 0, 0], count: count)
      for number in 0..<4 {
        let pixels = Self.pixels(count, count + number * 1000)
        let source = try GuardedRow(pixels, atEnd: atEnd)
        kernels.add(source.start, count, number == 0 ? 1 : 0, sums.start)
        for (x, pixel) in pixels.enumerated() {
          for (index, byte) in Self.channels(pixel).enumerated() { expected[x][index] += byte }
        }
      }
      let added = expected.map { UInt32($0[0] | $0[1] << 10 | $0[2] << 20) }
      Self.expect(isSame: sums.values == added, kernels, count)
      let target = try GuardedRow([UInt32](repeating: 7, count: count), atEnd: atEnd)
      kernels.sums(sums.start, count, target.start, CInt(count & 1))
      cpixels_settle()
      let steps = expected.map { colours -> UInt32 in
        let steps = colours.map { UInt32(($0 * 1023 + 510) / 1020) }
        return steps[0] | steps[1] << 10 | steps[2] << 20
      }
      Self.expect(isSame: target.values == steps, kernels, count)
    }
    // All sums of all colours.
    for kernels in Kernels.all {
      let sums = (0...1020).map { (sum: UInt32) -> UInt32 in sum << 20 | (1020 - sum) << 10 | sum }
      var target = [UInt32](repeating: 0, count: sums.count)
      kernels.sums(sums, sums.count, &target, 0)
      let steps = (0...1020).map { (sum: UInt32) -> UInt32 in (sum * 1023 + 510) / 1020 }
      let expected = (0...1020).map { (sum: Int) -> UInt32 in
        steps[sum] << 20 | steps[1020 - sum] << 10 | steps[sum]
      }
      let isSame = target == expected
      #expect(isSame)
    }
  }

  @Test("bytes of colours go to any place of four bytes, and the rest is set")
  func bytes() throws {
    let orders: [[UInt32]] = [[0, 8, 16], [16, 8, 0], [24, 16, 8], [8, 16, 24], [16, 0, 24]]
    try forEach { kernels, count, atEnd in
      let pixels = Self.pixels(count, count)
      let source = try GuardedRow(pixels, atEnd: atEnd)
      let shifts = orders[count % orders.count]
      let colours = shifts.reduce(0 as UInt32) { (mask: UInt32, shift: UInt32) in
        mask | 0xFF << shift
      }
      let rest: UInt32 = count & 1 == 0 ? 0 : ~colours
      var format = cpixels_bytes(shift: (shifts[0], shifts[1], shifts[2]), rest: rest)
      let target = try GuardedRow([UInt32](repeating: 7, count: count), atEnd: atEnd)
      kernels.bytes(source.start, count, &format, target.start, CInt(count / 2 & 1))
      cpixels_settle()
      let expected = pixels.map { pixel -> UInt32 in
        let channels = Self.channels(pixel).map { UInt32($0) }
        return rest | channels[0] << shifts[0] | channels[1] << shifts[1]
          | channels[2] << shifts[2]
      }
      Self.expect(isSame: target.values == expected, kernels, count)
    }
  }

  /// Of a step, of 255, at the places of a pattern.
  private static func lift(_ place: Int) -> UInt32 { UInt32((2 * place + 1) * 255 / 32) }

  /// Blue, green and red.
  private static let masks: [[UInt32]] = [
    [0x001F, 0x07E0, 0xF800], [0xF800, 0x07E0, 0x001F], [0x001F, 0x03E0, 0x7C00],
    [0x000F, 0x0FF0, 0xF000], [0x0001, 0x00FE, 0x3F00],
  ]

  @Test("dithered pixels are what their bytes come to, one by one, anywhere in the pattern")
  func narrow() throws {
    let lifts = (0..<16).map { Self.lift($0 * 7 % 16) }
    try forEach { kernels, count, atEnd in
      let pixels = Self.pixels(count, count)
      let source = try GuardedRow(pixels, atEnd: atEnd)
      let masks = Self.masks[count % Self.masks.count]
      let (x, y, swaps) = (count * 5 % 7, count % 4, CInt(count & 1))
      let opacity = UInt32(0xFFFF & ~masks.reduce(0, |))
      var format = cpixels_narrow_of(masks, lifts, opacity, swaps)
      let target = try GuardedRow([UInt16](repeating: 7, count: count), atEnd: atEnd)
      kernels.narrow(source.start, count, &format, x, y, target.start, CInt(count / 2 & 1))
      cpixels_settle()
      let expected = pixels.enumerated().map { index, pixel in
        let lift = lifts[(y & 3) * 4 + ((x + index) & 3)]
        let bits = zip(Self.channels(pixel), masks).reduce(opacity) {
          $0 | PixelMasks.bits(UInt8($1.0), in: $1.1, lift: lift)
        }
        return swaps == 1 ? UInt16(bits).byteSwapped : UInt16(bits)
      }
      Self.expect(isSame: target.values == expected, kernels, count)
    }
  }

  @Test("three bytes are dithered as their pixel is, in both orders")
  func packedNarrow() throws {
    let lifts = (0..<16).map(Self.lift)
    try forEach { kernels, count, atEnd in
      guard let pack = kernels.pack, let packNarrow = kernels.pack_narrow else {
        return #expect(kernels.pack == nil && kernels.pack_narrow == nil)
      }
      let source = try GuardedRow(Self.bytes(3 * count, count), atEnd: atEnd)
      let (x, y, swaps) = (count * 5 % 7, count % 4, CInt(count & 1))
      var format = cpixels_narrow_of(Self.masks[count % Self.masks.count], lifts, 0, swaps)
      for (redFirst, past) in [(0, 0), (0, 1), (1, 0), (1, 1)] as [(CInt, CInt)] {
        var pixels = [UInt32](repeating: 0, count: count)
        pack(source.start, count, redFirst, &pixels, 0)
        var expected = [UInt16](repeating: 0, count: count)
        kernels.narrow(pixels, count, &format, x, y, &expected, 0)
        let target = try GuardedRow([UInt16](repeating: 7, count: count), atEnd: atEnd)
        packNarrow(source.start, count, redFirst, &format, x, y, target.start, past)
        cpixels_settle()
        Self.expect(isSame: target.values == expected, kernels, count)
      }
    }
  }

  @Test("a colour of any width is rounded as a division would, for every byte and place")
  func division() {
    let lifts = (0..<16).map(Self.lift)
    let bytes = (0...255).map { UInt32($0) }
    for width in 1...8 as ClosedRange<UInt32> {
      let mask = (1 << width) - 1 as UInt32
      var format = cpixels_narrow_of([mask, 1 << 8, 1 << 9], lifts, 0, 0)
      for kernels in Kernels.all {
        for y in 0..<4 {
          var target = [UInt16](repeating: 0, count: 256 * 4)
          let pixels = bytes.flatMap { Array(repeating: $0, count: 4) }
          kernels.narrow(pixels, pixels.count, &format, 0, y, &target, 0)
          let expected = pixels.enumerated().map { index, byte in
            UInt16(PixelMasks.bits(UInt8(byte), in: mask, lift: lifts[y * 4 + (index & 3)]))
          }
          let isSame = target.map { $0 & UInt16(mask) } == expected
          #expect(isSame, "\(width)")
        }
      }
    }
  }

  private static func luma(_ pixel: UInt32) -> UInt8 {
    let channels = channels(pixel)
    return UInt8((channels[0] * 29 + channels[1] * 150 + channels[2] * 77) >> 8)
  }

  @Test("brightness is that of each pixel")
  func luma() throws {
    try forEach { kernels, count, atEnd in
      let pixels = Self.pixels(count, count)
      let source = try GuardedRow(pixels, atEnd: atEnd)
      let target = try GuardedRow([UInt8](repeating: 7, count: count), atEnd: atEnd)
      kernels.luma(source.start, count, target.start)
      Self.expect(isSame: target.values == pixels.map(Self.luma), kernels, count)
    }
  }

  @Test("peaks are marked where brightness changes by more than the limit, and nowhere else")
  func peaks() throws {
    try forEach { kernels, count, atEnd in
      let lines = try (0..<3).map {
        try GuardedRow(Self.bytes(count, $0 * 1000 + count), atEnd: atEnd)
      }
      let pixels = Self.pixels(count)
      for limit in [0, 40, 254] as [UInt8] {
        let target = try GuardedRow(pixels, atEnd: atEnd)
        kernels.peaks(
          lines[0].start, lines[1].start, lines[2].start, count, limit, 0xFF00_FF40, target.start)
        let expected = (0..<count).map { x -> UInt32 in
          guard x > 0, x < count - 1 else { return pixels[x] }
          let along = abs(Int(lines[1].start[x + 1]) - Int(lines[1].start[x - 1]))
          let down = abs(Int(lines[2].start[x]) - Int(lines[0].start[x]))
          return along + down > Int(limit) ? 0xFF00_FF40 : pixels[x]
        }
        Self.expect(isSame: target.values == expected, kernels, count)
      }
    }
  }

  @Test("stripes stand where a colour is at an end, and nowhere else")
  func clipping() throws {
    try forEach { kernels, count, atEnd in
      let pixels = Self.pixels(count, count)
      let target = try GuardedRow(pixels, atEnd: atEnd)
      let (rising, falling) = (count - 3, -count)
      kernels.clipping(target.start, count, rising, falling, 0xA0_A0A0)
      let expected = pixels.enumerated().map { x, pixel -> UInt32 in
        let channels: [UInt32] = [0xFF, 0xFF00, 0xFF_0000]
        let over = channels.filter { pixel & $0 == $0 }.reduce(0, |)
        let under = channels.filter { pixel & $0 == 0 }.reduce(0, |)
        if over != 0 { return (rising + x) & 4 == 0 ? 0xFF00_0000 | over : 0xFF00_0000 }
        if under == 0 { return pixel }
        return (falling + x) & 4 == 0 ? 0xFF00_0000 | under & 0xA0_A0A0 : 0xFF00_0000
      }
      Self.expect(isSame: target.values == expected, kernels, count)
    }
  }

  @Test("bytes and brightness are counted once for each pixel")
  func counting() throws {
    try forEach { kernels, count, atEnd in
      let step = 3 + 4 * (count % 3)
      let bytes = Self.bytes(max(0, (count - 1) * step + 3), count)
      let source = try GuardedRow(bytes, atEnd: atEnd)
      let counts = try GuardedRow([UInt32](repeating: 1, count: 2048), atEnd: atEnd)
      kernels.count(source.start + 2, source.start + 1, source.start, count, step, counts.start)
      var expected = [UInt32](repeating: 1, count: 2048)
      for x in 0..<count {
        let (blue, green, red) = (bytes[x * step], bytes[x * step + 1], bytes[x * step + 2])
        let sum = SampleSurvey.luminance(Float(red), Float(green), Float(blue))
        let numbers = [Int(red), Int(green), Int(blue), min(Int(sum + 0.5), 255)]
        for (index, number) in numbers.enumerated() {
          expected[(x & 1) * 1024 + index * 256 + number] += 1
        }
      }
      Self.expect(isSame: counts.values == expected, kernels, count)
    }
  }
}
