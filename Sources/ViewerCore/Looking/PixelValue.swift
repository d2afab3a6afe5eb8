package import Pixels

/// One pixel of a picture as it is stored: where it is, and its sRGB bytes.
package struct PixelValue: Equatable, Sendable {
  /// Column and row, from 0.
  package let x: Int
  package let y: Int
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8
  /// Straight; nil for a picture without.
  package let alpha: UInt8?

  /// - Parameter pixel: `0xAARRGGBB`.
  package init(_ pixel: UInt32, hasAlpha: Bool, x: Int, y: Int) {
    (self.x, self.y) = (x, y)
    red = UInt8(truncatingIfNeeded: pixel >> 16)
    green = UInt8(truncatingIfNeeded: pixel >> 8)
    blue = UInt8(truncatingIfNeeded: pixel)
    alpha = hasAlpha ? UInt8(truncatingIfNeeded: pixel >> 24) : nil
  }

  /// Red, green, blue and perhaps alpha.
  package var channels: [UInt8] { [red, green, blue] + (alpha.map { [$0] } ?? []) }

  /// As in a style sheet: `#rrggbb`, or `#rrggbbaa`.
  package var hex: String {
    "#" + channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// For a program to paste: place, bytes and hexadecimal number.
  package var text: String { "\(x),\(y) \(channels.map { "\($0)" }.joined(separator: ",")) \(hex)" }

  /// Whether black is easier to read on it than white, with the mean of that backdrop's squares
  /// where it lets something through.
  package func isBright(over backdrop: Backdrop = .dark) -> Bool {
    let alpha = Int(alpha ?? 255)
    let squares = [backdrop.firstSquares, backdrop.secondSquares].map {
      PixelValue($0, hasAlpha: false, x: 0, y: 0).luma
    }
    return luma * alpha + (squares[0] + squares[1]) / 2 * (255 - alpha) >= 128_000 * 255
  }

  /// A thousand times that of ITU-R BT.601, of the sRGB bytes.
  private var luma: Int { 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) }
}
