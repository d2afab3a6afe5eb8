package import Pixels
package import ShmChannel

/// How samples become display values: what a frame's header says of that.
package struct DisplayTones: Equatable, Sendable {
  /// The samples that are black and white; nil for all that their type has.
  package let range: SampleRange?
  /// What gray is shown in; nil for grays.
  package let colorTable: ColorTable?
  /// What samples say of light; of no account where a table shows them.
  package let transfer: Transfer

  package init(
    range: SampleRange? = nil, colorTable: ColorTable? = nil, transfer: Transfer = .srgb
  ) {
    self.range = range
    self.colorTable = colorTable
    self.transfer = transfer
  }

  /// What the frame's publisher says.
  package init(_ info: FrameInfo) {
    self.init(
      range: info.caption.range, colorTable: info.caption.colorTable,
      transfer: info.caption.transfer)
  }

  /// How samples of that format become display values.
  package func mapping(of format: PixelFormat) -> DisplayMapping {
    DisplayMapping(of: format, range: range, colorTable: colorTable, transfer: transfer)
  }

  /// Whether samples of that format are no display values as they are.
  package func matter(for format: PixelFormat) -> Bool {
    format.sample == .float32 || range != nil || transfer != .srgb
      || format.layout == .gray && colorTable != nil
  }
}
