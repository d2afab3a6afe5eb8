package import Pixels
package import ShmChannel

/// Decides all that a window does, of one channel or of several: a `ViewerModel` for each of them,
/// and here what they have in common. A value like those.
///
/// A window of one channel is a grid of one cell.
package struct GridModel: Sendable {
  /// What has happened.
  package enum Input: Equatable, Sendable {
    /// To the window.
    case window(ViewerModel.Input)
    /// To one channel, or in answer to an effect of it.
    case cell(CellID, ViewerModel.Input)
    /// What comes from elsewhere next is meant for that place of the window.
    case aimed(Point)
    /// These channels are there and can be followed, where the window is to show them all.
    case listed([ChannelName])
  }

  /// What is to be done, in order.
  package enum Effect: Equatable, Sendable {
    /// For one channel; see `ViewerModel.Effect`.
    case cell(CellID, ViewerModel.Effect)
    /// Give cells these places, and fill what is between them with bars. What a cell held before is
    /// not in its new place.
    case lay([CellID: PixelRect], bars: [PixelRect])
    /// Follow a channel in a new cell.
    case open(CellID, ChannelName)
    /// Let go of all that the cell holds.
    case close(CellID)
  }

  /// What is known of a channel that the window begins with.
  package struct Beginning: Sendable {
    package var options: ViewerModel.Options
    package var availability: Following.Availability
    /// The size of its newest frame, if it has one.
    package var picture: Size?

    package init(
      _ options: ViewerModel.Options, availability: Following.Availability, picture: Size?
    ) {
      self.options = options
      self.availability = availability
      self.picture = picture
    }
  }

  /// A channel's place.
  struct Cell: Sendable {
    let id: CellID
    var model: ViewerModel
    /// The size of the first picture, by which the grid is made.
    var picture: Size?
    /// What has happened to it, and has not been taken up yet; nil where it has nothing to decide.
    var pending: [ViewerModel.Input]?
    /// What comes behind the answers that it waits for.
    var late: [ViewerModel.Input] = []
    /// What of it has been carried on for all.
    var told = Told()

    struct Told: Sendable {
      var title = ""
      var followsPointer = false
      var hidesPointer = false
      var holdsScreenSaver = false
      var hasScreenOff: Bool?
      var watchesResolution = false
    }
  }

  /// Which cell has the window for itself.
  enum Big: Equatable {
    case none
    case chosen(CellID)
    /// As long as it shows the help.
    case helping(CellID)

    var cell: CellID? {
      switch self {
      case .none: nil
      case .chosen(let id), .helping(let id): id
      }
    }
  }

  /// Columns and rows, if somebody has said so.
  let shape: GridShape?
  /// How channels that come later are shown; nil where none do.
  let newcomers: Newcomers?
  let replacesTitle: String?

  /// In the order in which they stand in the window, and one at least. What happens at each frame
  /// looks at them by their indices: an element that goes to a closure is a copy, of kilobytes.
  var cells: [Cell]
  var window: Size
  /// Where those stand that are seen.
  var places: [CellID: PixelRect] = [:]
  var big = Big.none
  /// Whether all pictures are looked at alike.
  var isLinked = true
  /// How pictures are looked at while views are linked; nil before somebody has chosen.
  var look: LinkedLook?
  /// The frame that all cells compare with.
  var mark: Mark?
  var focus = GridFocus()
  /// Cells that have another size and are not drawn in it yet.
  var undrawn: Set<CellID> = []
  var told = Told()
  var heard = Heard()
  /// Whether whoever started the viewer knows that it is there.
  var hasStarted = false
  var hasEnded = false
  var clock: Moment
  var effects: [Effect] = []
  private(set) var lastID: CellID

  /// What the window has been told for all cells.
  struct Told: Equatable, Sendable {
    var title: String?
    var followsPointer = false
    var hidesPointer = false
    var holdsScreenSaver = false
    var hasScreenOff: Bool?
  }

  /// What has been heard of the window, for cells that come later.
  struct Heard: Sendable {
    var hasAppeared = false
    var isHidden = false
    var monitor = MonitorFace()
  }

  /// - Parameters:
  ///   - beginnings: The channels, of which there is one at least.
  ///   - newcomers: How channels that come later are shown, where the window is to show all.
  package init(
    _ beginnings: [Beginning], shape: GridShape? = nil, newcomers: Newcomers? = nil,
    window: Size, firstSize: FirstSize, sharesMemory: Bool, at now: Moment
  ) {
    self.shape = shape
    self.newcomers = newcomers
    self.window = window
    clock = now
    replacesTitle = beginnings.first?.options.preferences.title
    let isSeveral = beginnings.count > 1 || newcomers != nil
    cells = beginnings.enumerated().map { index, beginning in
      let id = CellID(number: index)
      var options = beginning.options
      options.cell = isSeveral ? id : nil
      if index > 0 { options.home = nil }
      let model = ViewerModel(
        options, window: window, firstSize: isSeveral ? .settled : firstSize,
        availability: beginning.availability, sharesMemory: sharesMemory, at: now)
      return Cell(id: id, model: model, picture: beginning.picture)
    }
    lastID = CellID(number: cells.count - 1)
    for index in cells.indices { touch(index) }
    if isSeveral { arrange() } else { places = [.first: PixelRect(window)] }
  }

  /// Whether there may be more than one channel.
  var isSeveral: Bool { cells.count > 1 || newcomers != nil }

  /// When to ask again though nothing has come.
  package private(set) var deadline: Instant?
  /// The cells that are not to be woken by their channels' doorbells; see `ViewerModel`.
  package private(set) var deafCells: Set<CellID> = []

  /// The marks that some cell compares with.
  package var marks: Set<MarkKey> { Set(cells.compactMap { $0.model.comparing.mark?.key }) }

  /// Takes up what has happened by `now`, all of it before anything is decided.
  package mutating func take(_ inputs: [Input], at now: Moment) -> [Effect] {
    clock = now
    for input in inputs { route(input) }
    for index in cells.indices where !cells[index].late.isEmpty {
      cells[index].pending = (cells[index].pending ?? []) + cells[index].late
      cells[index].late = []
    }
    if inputs.contains(.window(.woke)) { countWakeup() }
    // A window of one channel decides each time.
    if cells.count == 1 { touch(0) }
    for index in cells.indices {
      if let deadline = cells[index].model.deadline, deadline <= now.instant { touch(index) }
    }
    while let index = cells.indices.first(where: { cells[$0].pending != nil }) { run(index) }
    if !hasEnded { tellWindow() }
    deadline = cells.indices.compactMap { cells[$0].model.deadline }.min()
    deafCells = Set(
      cells.indices.filter { !cells[$0].model.hearsDoorbell }.map { cells[$0].id })
    defer { effects = [] }
    return effects
  }

  /// Has a cell decide, though nothing has happened to it.
  mutating func touch(_ index: Int) {
    if cells[index].pending == nil { cells[index].pending = [] }
  }

  mutating func send(_ input: ViewerModel.Input, to id: CellID) {
    if let index = index(of: id) { send(input, to: index) }
  }

  mutating func send(_ input: ViewerModel.Input, to index: Int) {
    touch(index)
    cells[index].pending?.append(input)
  }

  /// Tells a cell what another has brought about. What has become of the cell's own effects comes
  /// first: a frame that was put before this is not drawn as this wants it.
  mutating func sendOn(_ input: ViewerModel.Input, to id: CellID) {
    guard let index = index(of: id) else { return }
    if cells[index].model.unanswered > 0 {
      cells[index].late.append(input)
    } else {
      send(input, to: index)
    }
  }

  mutating func sendToAll(_ input: ViewerModel.Input) {
    for index in cells.indices { send(input, to: index) }
  }

  mutating func nextID() -> CellID {
    lastID = CellID(number: lastID.number + 1)
    return lastID
  }

  func index(of id: CellID) -> Int? { cells.indices.first { cells[$0].id == id } }
}
