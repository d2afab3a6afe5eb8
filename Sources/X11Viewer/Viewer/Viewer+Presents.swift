import ViewerCore

/// Frames that are presented at the screen's vertical blanks.
extension Viewer {
  /// A window of one channel that presents what it draws, if the server can; says why not.
  static func openPresents(
    _ options: Options, _ window: Window, _ notices: inout Notices
  ) -> VblankSurface? {
    if options.sync == .off { return nil }
    if options.isSeveral {
      notices.say("going on without --sync vblank, which is for a window of one channel")
      return nil
    }
    let (source, failure) = PresentSource.open(for: window.id, on: window.display)
    if source == nil { notices.say("going on without --sync vblank: \(failure)") }
    return source.map { VblankSurface(for: window, $0) }
  }

  /// That frames are presented, where they are.
  var presentsAtStart: [GridModel.Input] {
    guard window.vblank != nil, let (id, cell) = cells.first else { return [] }
    return [.cell(id, .glass(cell.presenter.glass))]
  }

  /// What has become of what was presented.
  func settlePresents(_ events: EventBatch, _ refusals: [Refusal]) -> [GridModel.Input] {
    guard let vblank = window.vblank, let (id, cell) = cells.first else { return [] }
    if events.isMapped { vblank.askClock() }
    let hadOrigin = vblank.origin != nil
    var outcomes = vblank.takeOutcomes()
    if vblank.origin == .madeUp && !hadOrigin {
      notices.say(
        "--sync vblank: the X server \(window.display.name) has no screen with a vertical blank,"
          + " and makes up a clock of 60 Hz")
    }
    if let refusal = vblank.refusal(among: refusals, executed: events.executed) {
      outcomes += vblank.giveUp() + [.mustRedraw]
      (window.vblank, window.endedPresents) = (nil, vblank.source)
      // The window may hold anything that was presented.
      cell.presenter.move(to: cell.presenter.window.area)
      notices.say("going on without --sync vblank: \(window.display.text(of: refusal))")
    }
    let glass = cell.presenter.glass
    let inputs = outcomes.map { $0.input(of: id, glass) }
    // A present that is to be drawn anew is not awaited any longer, which nothing else tells.
    return outcomes.contains(.mustRedraw) ? inputs + [.cell(id, .glass(glass))] : inputs
  }
}

extension PresentQueue.Outcome {
  fileprivate func input(of cell: CellID, _ glass: Glass) -> GridModel.Input {
    switch self {
    case .shown(.frame(let frame), let mode, let moment):
      .cell(cell, .shown(frame, mode, at: moment, glass))
    case .skipped(.frame(let frame)): .cell(cell, .skipped(frame, glass))
    case .shown, .skipped: .cell(cell, .glass(glass))
    case .mustRedraw: .window(.exposed)
    }
  }
}
