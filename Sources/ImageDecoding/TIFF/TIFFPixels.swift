/// Turns rows of a TIFF's samples into pixels with straight alpha, rounded once.
struct TIFFPixels {
  private let layout: TIFFLayout
  /// Whether the bytes of a pixel are inks instead of colors.
  private let keepsInk: Bool
  /// The highest sample.
  private let highest: Int
  /// What a sample is in eight bits.
  private let levels: [UInt8]
  private let palette: [UInt32]
  private let lab: TIFFLab

  init(_ layout: TIFFLayout, keepsInk: Bool) throws(DecodingError) {
    self.layout = layout
    self.keepsInk = keepsInk
    let highest = (1 << layout.depth) - 1
    self.highest = highest
    var levels = [UInt8](repeating: 0, count: highest + 1)
    for sample in 0...highest { levels[sample] = UInt8((sample * 255 + highest / 2) / highest) }
    self.levels = levels
    palette = layout.colors == .palette ? try Self.palette(layout) : []
    lab = TIFFLab(layout.colors, depth: layout.depth)
  }

  private static func palette(_ layout: TIFFLayout) throws(DecodingError) -> [UInt32] {
    let (map, count) = (layout.palette, 1 << layout.depth)
    guard map.count >= 3 * count else { throw .corrupt(.tiff, "its palette is too short") }
    // Some writers fill in eight bits.
    let isNarrow = map.allSatisfy { $0 < 256 }
    func level(_ value: Int) -> UInt8 { UInt8(isNarrow ? value : (value * 255 + 32_767) / 65_535) }
    return (0..<count).map { index in
      Pixel(
        red: level(map[index]), green: level(map[count + index]),
        blue: level(map[2 * count + index])
      ).word
    }
  }

  /// - Parameters:
  ///   - samples: where the row's first sample of each kind is, in the order of `usedSamples`.
  ///   - step: samples from one of a kind to the next.
  func write<Sample: FixedWidthInteger & UnsignedInteger>(
    _ samples: [UnsafePointer<Sample>], step: Int, to pixels: UnsafeMutableBufferPointer<UInt32>
  ) {
    let alpha = unsafe layout.alpha == nil ? nil : samples.last
    let isPremultiplied = layout.alpha?.kind == .premultiplied
    for column in pixels.indices {
      let place = column * step
      if keepsInk {
        unsafe pixels[column] = ink(samples, place)
        continue
      }
      let opacity = unsafe alpha.map { unsafe Int($0[place]) } ?? highest
      let divisor = isPremultiplied ? opacity : highest
      let color = unsafe color(samples, place, divisor)
      unsafe pixels[column] = color & 0xFF_FFFF | UInt32(levels[opacity]) << 24
    }
  }

  @inline(__always)
  private func color<Sample: FixedWidthInteger & UnsignedInteger>(
    _ samples: [UnsafePointer<Sample>], _ place: Int, _ divisor: Int
  ) -> UInt32 {
    func sample(_ kind: Int) -> Int { unsafe Int(samples[kind][place]) }
    switch layout.colors {
    case .palette: return palette[sample(0)]
    case .whiteIsZero:
      let gray = level(highest - sample(0), divisor)
      return Pixel(red: gray, green: gray, blue: gray).word
    case .blackIsZero:
      let gray = level(sample(0), divisor)
      return Pixel(red: gray, green: gray, blue: gray).word
    case .rgb:
      return Pixel(
        red: level(sample(0), divisor), green: level(sample(1), divisor),
        blue: level(sample(2), divisor)
      ).word
    case .cieLab, .iccLab:
      if divisor == 0 { return Pixel(red: 0, green: 0, blue: 0).word }
      let scale = Double(highest) / Double(divisor)
      return lab.pixel(sample(0), sample(1), sample(2), times: scale).word
    case .cmyk:
      // What an ink leaves of the light.
      func light(_ kind: Int) -> Int { max(0, divisor - sample(kind)) }
      let (black, full) = (light(3), max(1, divisor * divisor))
      func shade(_ kind: Int) -> UInt8 { UInt8((light(kind) * black * 255 + full / 2) / full) }
      return Pixel(red: shade(0), green: shade(1), blue: shade(2)).word
    }
  }

  /// Cyan in the first byte, then magenta, yellow and black.
  private func ink<Sample: FixedWidthInteger & UnsignedInteger>(
    _ samples: [UnsafePointer<Sample>], _ place: Int
  ) -> UInt32 {
    (0..<4).reduce(0) { word, kind in
      unsafe word | UInt32(levels[Int(samples[kind][place])]) << UInt32(kind * 8)
    }
  }

  /// A sample in eight bits, of which `divisor` is full.
  @inline(__always)
  private func level(_ sample: Int, _ divisor: Int) -> UInt8 {
    if divisor == highest { return levels[sample] }
    return divisor == 0 ? 0 : UInt8(min(255, (sample * 255 + divisor / 2) / divisor))
  }
}
