/// One pixel of a picture as it is stored: where it is, and its sRGB bytes.
struct PixelValue: Equatable, Sendable {
  /// Column and row, from 0.
  let x: Int
  let y: Int
  let red: UInt8
  let green: UInt8
  let blue: UInt8
  /// Straight; nil for a picture without.
  let alpha: UInt8?

  /// - Parameter pixel: `0xAARRGGBB`.
  init(_ pixel: UInt32, hasAlpha: Bool, x: Int, y: Int) {
    (self.x, self.y) = (x, y)
    red = UInt8(truncatingIfNeeded: pixel >> 16)
    green = UInt8(truncatingIfNeeded: pixel >> 8)
    blue = UInt8(truncatingIfNeeded: pixel)
    alpha = hasAlpha ? UInt8(truncatingIfNeeded: pixel >> 24) : nil
  }

  /// Red, green, blue and perhaps alpha.
  var channels: [UInt8] { [red, green, blue] + (alpha.map { [$0] } ?? []) }

  /// As in a style sheet: `#rrggbb`, or `#rrggbbaa`.
  var hex: String {
    "#" + channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// For a program to paste: place, bytes and hexadecimal number.
  var text: String { "\(x),\(y) \(channels.map { "\($0)" }.joined(separator: ",")) \(hex)" }

  /// Whether black is easier to read on it than white (ITU-R BT.601 luma of the sRGB bytes).
  var isBright: Bool { 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) >= 128_000 }
}
