/// Controls of a window that shows one channel.
extension Controls {
  /// The same table without what is for several channels.
  package var forOneChannel: Controls {
    Controls(
      groups: groups.map { group in
        Group(
          heading: group.heading, controls: group.controls.filter { !$0.action.isForSeveral })
      }.filter { !$0.controls.isEmpty },
      exceptions: exceptions)
  }
}

extension Action {
  /// Whether it has no use in a window that shows one channel.
  fileprivate var isForSeveral: Bool {
    switch self {
    case .toggleBig, .toggleLink: true
    case .sequence(let actions): actions.allSatisfy(\.isForSeveral)
    default: false
    }
  }
}
