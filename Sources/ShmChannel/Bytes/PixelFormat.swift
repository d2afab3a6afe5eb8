/// How a pixel is stored: which samples it has, how each of them is stored, and whether those of
/// one channel stand together. Its number stands in frame headers (docs/PROTOCOL.md, section 5).
///
/// How pixels are shown is `DisplayMapping`'s part.
public struct PixelFormat: Hashable, Sendable {
  /// The samples of a pixel, in the order in which they stand in memory.
  public enum Layout: UInt32, Sendable, CaseIterable {
    /// Blue, green, red, and a byte that says nothing (255).
    case bgrx = 1
    /// Blue, green, red, straight (not premultiplied) alpha.
    case bgra
    /// One number.
    case gray
    /// Red, green, blue.
    case rgb
    /// Blue, green, red.
    case bgr
    /// Red, green, blue, straight alpha.
    case rgba
  }

  /// The samples of a pixel.
  public let layout: Layout
  /// How each sample is stored.
  public let sample: SampleType
  /// Whether all rows of one channel come first, then all of the next one.
  public let isPlanar: Bool

  /// Nil for what docs/PROTOCOL.md does not have: BGRX of more than 8 bits, and planes of BGRX,
  /// BGRA and gray.
  public init?(_ layout: Layout, _ sample: SampleType, isPlanar: Bool = false) {
    if layout == .bgrx && sample != .uint8 { return nil }
    if isPlanar && [.bgrx, .bgra, .gray].contains(layout) { return nil }
    self.init(known: layout, sample, isPlanar: isPlanar)
  }

  private init(known layout: Layout, _ sample: SampleType, isPlanar: Bool = false) {
    self.layout = layout
    self.sample = sample
    self.isPlanar = isPlanar
  }

  /// Four bytes: blue, green, red, 255. X11's `0x00RRGGBB` in little-endian order.
  public static let bgrx = PixelFormat(known: .bgrx, .uint8)
  /// Four bytes: blue, green, red, straight (not premultiplied) alpha.
  public static let bgra = PixelFormat(known: .bgra, .uint8)
  /// A byte a pixel.
  public static let gray8 = PixelFormat(known: .gray, .uint8)
  /// Sixteen bits a pixel, as cameras and depth sensors give them.
  public static let gray16 = PixelFormat(known: .gray, .uint16)
  /// A float32 a pixel.
  public static let grayFloat = PixelFormat(known: .gray, .float32)
  /// Three bytes: red, green, blue.
  public static let rgb24 = PixelFormat(known: .rgb, .uint8)
  /// Three bytes: blue, green, red.
  public static let bgr24 = PixelFormat(known: .bgr, .uint8)
  /// Four bytes: red, green, blue, straight alpha.
  public static let rgba = PixelFormat(known: .rgba, .uint8)
}

extension PixelFormat: RawRepresentable {
  /// The number in a header: layout, sample and whether it is planar, in bits 0, 8 and 16.
  public var rawValue: UInt32 { layout.rawValue | sample.rawValue << 8 | (isPlanar ? 1 << 16 : 0) }

  /// Nil for a number that this version does not know.
  public init?(rawValue: UInt32) {
    guard let layout = Layout(rawValue: rawValue & 0xFF),
      let sample = SampleType(rawValue: rawValue >> 8 & 0xFF), rawValue >> 17 == 0
    else { return nil }
    self.init(layout, sample, isPlanar: rawValue >> 16 == 1)
  }
}

extension PixelFormat: CaseIterable {
  /// All formats that there are.
  public static let allCases: [PixelFormat] = [false, true].flatMap { isPlanar in
    SampleType.allCases.flatMap { sample in
      Layout.allCases.compactMap { PixelFormat($0, sample, isPlanar: isPlanar) }
    }
  }
}
