package import Pixels
package import ShmChannel

/// One pixel of a picture: where it is, the numbers that are stored there, and how it is seen.
package struct PixelValue: Equatable, Sendable {
  /// Column and row, from 0.
  package let x: Int
  package let y: Int
  private let format: PixelFormat
  /// The numbers as they are stored, one for each of `format.channels`.
  private let samples: [Double]
  /// What they look like: `0xAARRGGBB`, alpha straight.
  private let display: UInt32

  /// - Parameters:
  ///   - samples: one for each of `format.channels`.
  ///   - display: `0xAARRGGBB` as the mapping makes it; without alpha the highest byte may be any.
  package init(_ samples: [Double], of format: PixelFormat, display: UInt32, x: Int, y: Int) {
    (self.x, self.y) = (x, y)
    self.format = format
    self.samples = samples
    self.display = format.hasAlpha ? display : display | 0xFF00_0000
  }

  /// Reads the pixel.
  ///
  /// - Precondition: it is in the picture, and `frame` holds all of that.
  package init(
    x: Int, y: Int, of frame: RawSpan, layout: FrameLayout, by mapping: DisplayMapping
  ) {
    self.init(
      layout.samples(x: x, y: y, of: frame), of: layout.format,
      display: mapping.pixel(x: x, y: y, of: frame, layout: layout), x: x, y: y)
  }

  /// What people call its numbers: `RGB`, `RGBA`, `Gray`.
  package var label: String { read.map(\.channel.name).joined() }

  /// Its numbers: red, green, blue and perhaps alpha.
  package var numbers: [String] { read.map { format.sample.text($0.sample) } }

  /// As in a style sheet: `#rrggbb`, or `#rrggbbaa`; of 16 bits, as many digits more. Nil for
  /// floats, and for a single gray.
  package var hex: String? {
    if format.layout == .gray { return nil }
    let digits = read.compactMap { format.sample.hexadecimal($0.sample) }
    return digits.count == read.count ? "#" + digits.joined() : nil
  }

  /// For a program to paste: place, numbers, and those in hexadecimal.
  package var text: String {
    "\(x),\(y) \(numbers.joined(separator: ","))" + (hex.map { " " + $0 } ?? "")
  }

  /// What people read, in their order.
  private var read: [(channel: PixelFormat.Channel, sample: Double)] {
    zip(format.channels, samples).filter { $0.0 != .unused }
      .sorted { $0.0.rawValue < $1.0.rawValue }
      .map { (channel: $0.0, sample: $0.1) }
  }

  /// Whether black is easier to read on it than white, with the mean of that backdrop's squares
  /// where it lets something through.
  package func isBright(over backdrop: Backdrop = .dark) -> Bool {
    let alpha = Int(display >> 24)
    let behind = (Self.luma(backdrop.firstSquares) + Self.luma(backdrop.secondSquares)) / 2
    return Self.luma(display) * alpha + behind * (255 - alpha) >= 128_000 * 255
  }

  /// A thousand times that of ITU-R BT.601, of the sRGB bytes.
  private static func luma(_ pixel: UInt32) -> Int {
    299 * Int(pixel >> 16 & 0xFF) + 587 * Int(pixel >> 8 & 0xFF) + 114 * Int(pixel & 0xFF)
  }
}
