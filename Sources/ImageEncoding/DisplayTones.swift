package import ShmChannel

/// How samples become display values: what a frame's header says of that.
package struct DisplayTones: Equatable, Sendable {
  /// The samples that are black and white; nil for all that their type has.
  package let range: SampleRange?
  /// What gray is shown in; nil for grays.
  package let colorTable: ColorTable?

  package init(range: SampleRange? = nil, colorTable: ColorTable? = nil) {
    self.range = range
    self.colorTable = colorTable
  }

  /// What the frame's publisher says.
  package init(_ info: FrameInfo) {
    self.init(range: info.caption.range, colorTable: info.caption.colorTable)
  }

  /// Whether samples of that format are no display values as they are.
  package func matter(for format: PixelFormat) -> Bool {
    format.sample == .float32 || range != nil || format.layout == .gray && colorTable != nil
  }
}
