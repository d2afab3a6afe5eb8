import Pixels
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// Plays several channels in one window: a `ViewerTheatre` for each, which checks what its channel
/// is asked for, and the window around them.
struct GridTheatre {
  typealias Input = GridModel.Input
  typealias Effect = GridModel.Effect

  var grid: GridModel
  var stages: [CellID: ViewerTheatre] = [:]
  var now = Moment(instant: Instant(sinceBoot: .seconds(1000)), wall: .seconds(1_000_000))
  /// What of the window is each cell's.
  var places: [CellID: PixelRect] = [:]
  var bars: [PixelRect] = []
  var window: Size
  var log: [Effect] = []
  var title: String?
  var status: Int32?
  var followsPointer = false
  var holdsScreenSaver = false
  var drawnCount = 0

  /// A window that has just been mapped.
  ///
  /// - Parameter all: Whether it shows the channels that come, too.
  init(
    _ names: [String], size: Size = Size(width: 804, height: 604), all: Bool = false,
    shape: GridShape? = nil,
    _ change: @escaping @Sendable (inout ViewerModel.Options) -> Void = { _ in }
  ) throws {
    let options: @Sendable (ChannelName) -> ViewerModel.Options = { name in
      var options = ViewerModel.Options(
        channel: name, label: name.string, waitingText: "waiting for channel \(name)")
      change(&options)
      return options
    }
    window = size
    grid = GridModel(
      try names.map {
        .init(options(try ChannelName($0)), availability: .noChannel, picture: nil)
      }, shape: shape,
      newcomers: all ? Newcomers(sharesMemory: true, most: 4, options: options) : nil,
      window: size, firstSize: .settled, sharesMemory: true, at: now)
    for cell in grid.cells { stages[cell.id] = Self.stage(cell.id) }
    tell()
    tell(.window(.appeared), .window(.stateChanged))
  }

  mutating func tell(_ inputs: Input...) { tell(inputs) }

  /// Tells the model, and plays what it wants until it wants no more.
  mutating func tell(_ inputs: [Input]) {
    var inputs = inputs
    var rounds = 0
    repeat {
      var answers: [Input] = []
      for effect in grid.take(inputs, at: now) {
        log.append(effect)
        if let answer = perform(effect) { answers.append(answer) }
      }
      inputs = answers
      rounds += 1
    } while !inputs.isEmpty && rounds < 60
    #expect(inputs.isEmpty, "the grid wants no end of things: \(log.suffix(6))")
  }

  private static func stage(_ id: CellID) -> ViewerTheatre {
    var stage = ViewerTheatre()
    stage.channelCount = UInt64(id.number) * 1000
    return stage
  }

  private mutating func perform(_ effect: Effect) -> Input? {
    if status != nil, case .cell(_, .printStats) = effect {
    } else {
      #expect(status == nil, "\(effect) comes after the end")
    }
    switch effect {
    case .lay(let places, let bars):
      (self.places, self.bars) = (places, bars)
      checkPlaces()
    case .open(let id, _): stages[id] = Self.stage(id)
    case .close(let id): stages[id] = nil
    case .cell(let id, let effect): return perform(effect, of: id).map { .cell(id, $0) }
    }
    return nil
  }

  private mutating func perform(
    _ effect: ViewerModel.Effect, of id: CellID
  ) -> ViewerModel.Input? {
    guard var stage = stages[id], let cell = grid.cells.first(where: { $0.id == id }) else {
      Issue.record("\(effect) is for a cell that is gone")
      return nil
    }
    switch effect {
    case .put(let scene, _), .update(let scene), .step(_, let scene, _):
      #expect(cell.model.isResting || scene.view.window == places[id].map { Size($0) })
    case .setTitle(let title): self.title = title
    case .followPointer(let isWanted): followsPointer = isWanted
    case .holdScreenSaver(let holds): holdsScreenSaver = holds
    case .didDraw: drawnCount += 1
    case .end(let status):
      #expect(self.status == nil, "a window ends once")
      self.status = status
      return nil
    default: break
    }
    // It looks at the model for what it has to expect.
    (stage.model, stage.now, stage.marked) = (cell.model, now, cell.model.comparing.mark)
    let answer = stage.perform(effect)
    #expect((answer != nil) == effect.isAnswered, "\(effect)")
    stages[id] = stage
    return answer
  }

  private func checkPlaces() {
    let all = Array(places.values) + bars
    for (index, one) in all.enumerated() {
      for other in all[(index + 1)...] {
        #expect(one.intersection(other).isEmpty, "\(one) and \(other) overlap")
      }
    }
    let count = all.reduce(0) { $0 + $1.width * $1.height }
    #expect(count == window.width * window.height, "each pixel of the window is somebody's")
  }
}

/// What others do.
extension GridTheatre {
  /// The cell of a channel.
  func id(_ name: String) throws -> CellID {
    try #require(grid.cells.first { $0.model.options.channel.string == name }).id
  }

  func model(_ name: String) throws -> ViewerModel {
    let id = try id(name)
    return try #require(grid.cells.first { $0.id == id }).model
  }

  func stage(_ name: String) throws -> ViewerTheatre { try #require(stages[id(name)]) }

  mutating func publish(
    _ name: String, width: Int = 320, height: Int = 200, fade: Duration = .zero
  ) throws {
    let id = try id(name)
    stages[id]?.now = now
    stages[id]?.publish(width: width, height: height, fade: fade, rings: false)
    tell(.cell(id, .rang(isPolling: false)))
  }

  mutating func remove(_ name: String) throws {
    let id = try id(name)
    guard var stage = stages[id] else { return }
    (stage.availability, stage.latest, stage.kept) = (.noChannel, nil, [])
    stages[id] = stage
    tell(.cell(id, .rang(isPolling: false)))
  }

  /// The middle of a channel's cell.
  func middle(_ name: String) throws -> Point {
    let place = try #require(places[id(name)])
    return Point(
      x: Double(place.x + place.width / 2) + 0.5, y: Double(place.y + place.height / 2) + 0.5)
  }

  mutating func press(_ key: Unicode.Scalar, over name: String) throws {
    press(.character(key), at: try middle(name))
  }

  mutating func press(_ key: Keysym, at point: Point) {
    let controls = grid.cells[0].model.options.preferences.controls
    tell(
      .window(
        .deed(ViewerTheatre.deed(key, x: Int32(point.x), y: Int32(point.y), controls))))
  }

  mutating func doubleClick(over name: String) throws {
    let point = try middle(name)
    for (time, isPress) in [(1, true), (50, false), (100, true), (150, false)] {
      now.instant += .milliseconds(50)
      tell(
        .window(
          .button(
            ButtonChange(
              .left, isPress: isPress, x: Int32(point.x), y: Int32(point.y),
              time: ServerTime(rawValue: UInt32(time))))))
    }
  }

  mutating func resize(to size: Size) {
    window = size
    tell(.window(.configured(size)))
  }

  /// The server executes one cell's draw request.
  mutating func complete(_ id: CellID, beside others: [Input] = []) {
    guard let ending = stages[id]?.execute() else { return tell(others) }
    tell(others + [.cell(id, ending)])
  }

  /// Lets the server execute whatever is sent.
  mutating func settle() {
    for _ in 0..<400 {
      let flying = stages.keys.filter { stages[$0]?.flight != nil }
      if flying.isEmpty { return }
      for id in flying { complete(id) }
    }
    Issue.record("the window does not settle")
  }

  mutating func pass(_ duration: Duration) {
    let end = now.instant + duration
    while let deadline = grid.deadline, deadline <= end {
      wait(until: max(deadline, now.instant))
      tell(.window(.time))
      settle()
      guard let next = grid.deadline else { break }
      #expect(next > now.instant, "a deadline lies ahead")
      if next <= now.instant { return }
    }
    wait(until: end)
  }

  private mutating func wait(until instant: Instant) {
    now.wall += now.instant.duration(to: instant)
    now.instant = instant
  }

  /// The generation that a cell shows.
  func shown(_ name: String) throws -> UInt64? { try stage(name).shown }

  /// The scale at which it shows it.
  func scale(_ name: String) throws -> Double? { try stage(name).glass.content?.view.scale }
}
