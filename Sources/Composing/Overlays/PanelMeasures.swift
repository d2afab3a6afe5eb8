import Pixels
import ScreenText
import ViewerCore

/// Distances and looks of a panel's parts, for a window's size and the resolution of its screen.
struct PanelMeasures {
  /// Pixels for each that there would be at 96 dots per inch.
  let scale: Double
  let window: Size
  /// How panels share the window.
  var squeeze = PanelSqueeze.none

  /// From the window's edges to the panel.
  var margin: Int { min(pixels(12), min(window.width, window.height) / 20) }
  /// From the window's edges to text without a sheet.
  var textMargin: Int { min(pixels(12), window.width / 20) }
  /// From the panel's edges to its text.
  var padding: (across: Int, up: Int) {
    (min(pixels(12), window.width / 16), min(pixels(9), window.height / 16))
  }
  /// Between a label and its value.
  var labelGap: Int { pixels(12) }
  /// From a key's edges to what is printed on it.
  var capPadding: (across: Int, up: Int) { (pixels(5), pixels(1)) }
  /// Between two keys.
  var capGap: Int { pixels(4) }
  /// Between two columns.
  var columnGap: Int { pixels(28) }
  /// Between two rows.
  var rowGap: Int { pixels(2) }
  /// Between two rows of keys.
  var capRowGap: Int { pixels(4) }
  /// Between two groups of rows.
  var groupGap: Int { pixels(9) }
  /// Panels are as wide as a multiple of it, so that they do not tremble with the text.
  var widthStep: Int { pixels(24) }
  /// Values with less room than this stand without their labels.
  var leastValueWidth: Int { pixels(56) }
  /// Of a histogram and a color bar: a pixel for each of their columns.
  var scaleWidth: Int { pixels(squeeze.graph.width) }
  var histogramHeight: Int { pixels(squeeze.graph.height) }
  /// Of what stands below the lines that mark a range.
  var rangeFootHeight: Int { pixels(6) }
  var colorBarHeight: Int { pixels(14) }
  /// Of a square of a stage's color.
  var swatchSide: Int { pixels(9) }
  /// Of the line that says where one is among the frames that are still there.
  var historyHeight: Int { pixels(6) }
  /// Of the line around the window that tells of an old frame.
  var edgeWidth: Int { pixels(4) }

  /// For all rows and columns of text together.
  var room: Size {
    Size(
      width: window.width - 2 * (margin + padding.across),
      height: window.height - 2 * (margin + padding.up))
  }

  /// For the rows of text of one panel.
  var textRoom: Size {
    let height = Int(Double(window.height) * squeeze.textShare) - 2 * (margin + padding.up)
    return Size(width: room.width, height: max(0, height))
  }

  static let sheetColour: UInt32 = 0xE314_1619

  /// What the text stands on; legible over white, and told from black by its outline.
  var sheet: TextSheet {
    TextSheet(
      colour: Self.sheetColour, outline: 0x38FF_FFFF, outlineWidth: max(1, scale.rounded()),
      radius: Double(pixels(8)))
  }

  /// What the letter on a key stands on.
  var cap: TextSheet {
    TextSheet(
      colour: 0x24FF_FFFF, outline: 0x50FF_FFFF, outlineWidth: max(1, scale.rounded()),
      radius: Double(pixels(4)))
  }

  /// Of the icon of a window that waits.
  var iconSide: Int { pixels(72) }
  /// Below that icon.
  var iconGap: Int { pixels(20) }
  /// Between the lines of a window that waits.
  var welcomeGap: Int { pixels(8) }

  /// Letters of a panel.
  static let points = 10.0
  /// What a guide tries one after the other, until it has room.
  static let guidePoints = [14, 12, 11, points, 9, smallestPoints]
  static let smallestPoints = 8.0

  static func label(_ points: Double) -> TextStyle {
    TextStyle(points: points, colour: 0xFFAD_B5BD)
  }

  static func value(_ points: Double) -> TextStyle {
    TextStyle(points: points, colour: 0xFFF5_F6F7)
  }

  /// Above a group of rows.
  static func heading(_ points: Double) -> TextStyle {
    TextStyle(points: points, isBold: true, colour: 0xFFF5_F6F7)
  }

  /// What a window waits for.
  static func welcome(onLight isOnLight: Bool) -> TextStyle {
    TextStyle(points: 13, colour: isOnLight ? 0xFF2A_2F34 : 0xFFC9_CED3, isCentred: true)
  }
  /// What one can do about it.
  static func hint(onLight isOnLight: Bool) -> TextStyle {
    TextStyle(points: 10, colour: isOnLight ? 0xFF50_565C : 0xFF8D_949A, isCentred: true)
  }

  private func pixels(_ count: Double) -> Int { max(1, Int((count * scale).rounded())) }
}
