import Pixels
import ViewerCore

/// Shows pictures in the colors of the monitor that the window is on.
extension Viewer {
  /// What follows from other colors, if there are some.
  func recolour(by news: MonitorColors.News?) -> [GridModel.Input] {
    switch news {
    case nil: return []
    case .colors(let name, let lattice): return recolour(name, lattice)
    case .trouble(let reason):
      Notices.pass(reason)
      return recolour(nil, nil)
    }
  }

  private func recolour(_ name: String?, _ lattice: ColorLattice?) -> [GridModel.Input] {
    window.adopt(lattice)
    for cell in cells.values { cell.presenter.recolour() }
    return [.window(.recoloured(MonitorFace(name: name, isConverted: lattice != nil)))]
  }
}
