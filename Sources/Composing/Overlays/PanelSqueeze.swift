import ViewerCore

/// How panels share a window that has no room for all of them as they are: graphs become lower, and
/// then narrower; then texts lose their last rows, which say least. What has no room even so is
/// left out, the last panel first.
struct PanelSqueeze: Hashable, Sendable {
  /// Columns and rows of a graph, in pixels at 96 dots per inch.
  struct Graph: Hashable, Sendable {
    let width: Double
    let height: Double
  }

  private(set) var graph = Graph(width: 256, height: 96)
  /// The part of the window's height that a panel of text may take.
  private(set) var textShare = 1.0

  /// With room for everything.
  static let none = PanelSqueeze()

  private static let smallGraphs = [Graph(width: 256, height: 40), Graph(width: 160, height: 40)]

  /// From none to the tightest.
  static let steps: [PanelSqueeze] =
    ([none.graph, Graph(width: 256, height: 64)] + smallGraphs).map { PanelSqueeze(graph: $0) }
    + [0.6, 0.4, 0.25].flatMap { share in
      smallGraphs.map { PanelSqueeze(graph: $0, textShare: share) }
    }

  /// The loosest that has room for so many panels; where none has, the loosest of those that have
  /// room for the most.
  ///
  /// - Parameter place: how many panels have room.
  static func loosest(for count: Int, _ place: (PanelSqueeze) -> Int) -> PanelSqueeze {
    var (best, most) = (none, Int.min)
    for step in steps where most < count {
      let placed = place(step)
      if placed > most { (best, most) = (step, placed) }
    }
    return best
  }

  /// The part of it that a panel depends on.
  func part(for kind: Panel.Kind) -> PanelSqueeze {
    switch kind {
    case .scale, .timing: PanelSqueeze(graph: graph)
    case .notes: PanelSqueeze(textShare: textShare)
    case .welcome, .caption, .guide: .none
    }
  }
}
