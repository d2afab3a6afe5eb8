import Pixels
import ShmChannel

/// How a person compares frames with a marked one: a pure value.
package struct Comparing: Equatable, Sendable {
  /// What is to be seen.
  enum Mode: Equatable {
    case nothing
    case blink
    case difference(FrameDifference.Kind)
    case wipe
  }

  private(set) var mark: Mark?
  private(set) var mode = Mode.nothing
  /// How many times as large a difference is shown: a power of two.
  private(set) var gain = 1
  /// The column of the window that the wipe stands at.
  private(set) var column = 0
  /// Whether the mark goes when the mode does: it is the frame before, which nobody has marked.
  private(set) var isPassing = false
  private var lastKey: MarkKey
  /// When the key that blinks went down, while it is held.
  private var blinkStart: Instant?
  private var lastBlink: Instant?

  static let mostGain = 64
  /// A key that is held for longer peeks, and comes back when it is let go.
  static let peek = Duration.milliseconds(350)
  /// A key that repeats does so more often (X's own pause before it does is 660 ms).
  private static let repeatPause = Duration.milliseconds(900)

  /// Nothing is marked.
  ///
  /// - Parameter cell: Where it is compared.
  init(in cell: CellID = .first) { lastKey = MarkKey(number: 0, in: cell) }

  /// A name for the mark to come.
  var nextKey: MarkKey { lastKey.next }

  /// A frame has been copied; nil for none.
  mutating func didMark(_ mark: Mark?, isPassing: Bool) {
    if let mark, mark.key.cell == lastKey.cell { lastKey = mark.key }
    self.mark = mark
    self.isPassing = isPassing && mark != nil
    if mark == nil { mode = .nothing }
  }

  /// Shows that, or where it is shown already, the frame itself again.
  mutating func toggle(_ mode: Mode) { self.mode = self.mode == mode ? .nothing : mode }

  /// Shows the frame itself.
  mutating func stop() { mode = .nothing }

  /// Whether the mark is of no more use.
  var isThrough: Bool { isPassing && mode == .nothing }

  /// The difference, then whether it is brighter or darker, then the frame itself.
  mutating func nextDifference() {
    switch mode {
    case .difference(.absolute): mode = .difference(.signed)
    case .difference(.signed): mode = .nothing
    default: mode = .difference(.absolute)
    }
  }

  mutating func amplify(_ steps: Int) {
    gain = steps > 0 ? min(gain * 2, Self.mostGain) : max(gain / 2, 1)
  }

  /// The wipe follows the pointer.
  mutating func moveWipe(to column: Int) { self.column = column }

  /// The key that blinks has gone down.
  ///
  /// - Returns: Whether it has not been down before: keys repeat while they are held.
  mutating func pressBlink(at now: Instant) -> Bool {
    defer { lastBlink = now }
    if blinkStart != nil, let lastBlink, now < lastBlink + Self.repeatPause { return false }
    blinkStart = now
    return true
  }

  /// It has been let go.
  ///
  /// - Returns: Whether it was held for so long that what it showed is to go.
  mutating func releaseBlink(at now: Instant) -> Bool {
    defer { blinkStart = nil }
    guard let blinkStart, mode == .blink else { return false }
    return now >= blinkStart + Self.peek
  }

  /// What is seen of a frame that is to be compared; nil for the frame itself.
  func comparison(of frame: FrameInfo) -> Comparison? {
    guard let mark, mark.obstacle(to: frame) == nil else { return nil }
    let way: Comparison.Way
    switch mode {
    case .nothing: return nil
    case .blink: way = .mark
    case .difference(let kind): way = .difference(kind, gain: gain)
    case .wipe: way = .wipe(at: column)
    }
    return Comparison(with: mark.key, way)
  }

  /// Whether it is a difference that is seen.
  var showsDifference: Bool { if case .difference = mode { true } else { false } }

  /// What stands over a frame that is compared; nil for nothing.
  func row(for frame: FrameInfo) -> Panel.Row? {
    guard let mark, mode != .nothing else { return nil }
    if let obstacle = mark.obstacle(to: frame) {
      return Panel.Row(label: "cannot compare", value: obstacle)
    }
    let times = gain > 1 ? "× \(gain)" : ""
    return switch mode {
    case .nothing: nil
    case .blink: Panel.Row(label: "marked", value: "number \(mark.info.generation.rawValue)")
    case .difference(.absolute): Panel.Row(label: "difference", value: times)
    case .difference(.signed): Panel.Row(label: "brighter, darker", value: times)
    case .wipe: Panel.Row(label: "marked", value: "left of the line")
    }
  }

  /// What is to be known of a frame's difference for the panel.
  ///
  /// Nothing while nothing is compared: it takes a look at every pixel of every frame.
  func question(of frame: FrameInfo) -> DifferenceQuestion? {
    guard let mark, mode != .nothing, mark.obstacle(to: frame) == nil else { return nil }
    return DifferenceQuestion(
      frame: FrameKey(channel: frame.channelID, generation: frame.generation), mark: mark.key)
  }
}
