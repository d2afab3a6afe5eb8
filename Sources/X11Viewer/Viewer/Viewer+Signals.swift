import Glibc
import Linux
import ViewerCore

/// What signals say: end (SIGTERM and the like), or that a child has ended.
extension Viewer {
  /// Acts on the signals that have come.
  func handle(_ signals: Set<CInt>) { decide(inputs(of: signals)) }

  private func inputs(of signals: Set<CInt>) -> [GridModel.Input] {
    var inputs: [GridModel.Input] = []
    if !signals.subtracting([SIGCHLD]).isEmpty { inputs.append(.window(.terminated)) }
    guard signals.contains(SIGCHLD) else { return inputs }
    inputs += recolour(by: colours.news())
    if let slideshow, let ending = slideshow.reap() {
      let status: CInt? = if case .exited(let code) = ending { code } else { nil }
      inputs.append(
        .window(
          .slideshowEnded(
            .init(
              status: status, message: Slideshow.words(for: ending),
              isPrivate: slideshow.isPrivate))))
    }
    for (id, cell) in cells {
      guard let outcome = cell.sharing.reap() else { continue }
      inputs.append(
        .cell(id, .shared(messages: outcome.messages, hasFailed: outcome.hasFailed)))
    }
    return inputs
  }
}
