package import Pixels
package import ShmChannel

/// How numbers become tones, where the viewer does not leave that to the publisher.
package struct Tones: Hashable, Sendable {
  /// A color table, or none.
  package enum Table: Hashable, Sendable {
    case gray
    case table(ColorTable)

    /// Reads a table's name, or `none`; nil for anything else.
    package init?(named name: String) {
      if name == "none" {
        self = .gray
      } else {
        guard let table = ColorTable(named: name) else { return nil }
        self = .table(table)
      }
    }

    /// What `--color-table` takes.
    package static var names: [String] { ["none"] + ColorTable.allCases.map(\.name) }

    /// What people call it.
    package var name: String {
      switch self {
      case .gray: "gray"
      case .table(let table): table.name
      }
    }

    /// The one after it, as `t` goes round.
    var next: Table {
      let all = [Table.gray] + ColorTable.allCases.map(Table.table)
      let index = all.firstIndex(of: self) ?? 0
      return all[(index + 1) % all.count]
    }
  }

  /// Which samples are black and white; nil for those that the publisher says.
  package var range: RangeChoice?
  /// The only type of samples that the range is for; nil for all: counts say nothing of floats.
  package var rangeSample: SampleType?
  /// What gray pictures are shown in; nil for what the publisher says.
  package var table: Table?
  /// What numbers say of light; nil for what the publisher says.
  package var transfer: Transfer?
  /// By how much of one of the display's 255 steps tones are made brighter, where several drawings
  /// come together to more than 255.
  package var lift = 0.0

  package init(
    range: RangeChoice? = nil, for rangeSample: SampleType? = nil, table: Table? = nil,
    transfer: Transfer? = nil
  ) {
    (self.range, self.rangeSample) = (range, rangeSample)
    self.table = table
    self.transfer = transfer
  }

  /// Which samples of that type are black and white; nil for those that the publisher says.
  package func range(for sample: SampleType) -> RangeChoice? {
    rangeSample == nil || rangeSample == sample ? range : nil
  }

  /// The table that a frame is shown in.
  package func colorTable(of info: FrameInfo) -> ColorTable? {
    switch table {
    case nil: info.caption.colorTable
    case .gray: nil
    case .table(let table): table
    }
  }

  /// What a frame's samples say of light.
  package func transfer(of info: FrameInfo) -> Transfer { transfer ?? info.caption.transfer }

  /// Whether a frame's samples are seen as linear light.
  package func showsLight(of info: FrameInfo) -> Bool {
    let isColored = info.format.layout == .gray && colorTable(of: info) != nil
    return transfer(of: info) == .linear && !isColored
  }

  /// How a frame's pixels become the display's.
  ///
  /// - Parameter range: what `range(for:)` comes to for the frame.
  package func mapping(of info: FrameInfo, range: SampleRange) -> DisplayMapping {
    DisplayMapping(
      of: info.format, range: range, colorTable: colorTable(of: info),
      transfer: transfer(of: info), lift: lift)
  }

  /// What is judged of a frame, where that is not what is seen of it; nil where it is.
  package func judgedMapping(of info: FrameInfo, range: SampleRange) -> DisplayMapping? {
    DisplayMapping(
      judging: info.format, range: range, colorTable: colorTable(of: info),
      transfer: transfer(of: info), lift: lift)
  }
}
