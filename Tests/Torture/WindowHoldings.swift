import TestSupport

/// What a viewer and its X server hold while the window shows the same as at every rest.
struct WindowHoldings {
  let viewer: Holding
  let server: Holding
  let resources: XResources

  /// Waits until the X server serves nobody else.
  init(of viewer: Viewer, on stage: Stage, _ server: XServer) throws {
    resources = try eventually("the X server has dropped all others") {
      try XResources(of: viewer.program.processID, on: stage)
    }
    self.viewer = Holding(of: viewer.program.processID)
    self.server = Holding(of: server.program.processID)
  }

  /// The memory of the X server is not looked at, since it also holds what the hands' own
  /// connections leave: what it keeps for the viewer is.
  ///
  /// - Parameters:
  ///   - sharedSlack: KiB of shared memory by which looks may differ.
  ///   - pixmapSlack: bytes of pixmaps by which they may.
  /// - Throws: `BrokenPromise` when something has grown from the first third of the looks to the
  ///   last.
  static func requireFlat(
    _ course: [WindowHoldings], sharedSlack: Int = 0, pixmapSlack: Int = 0
  ) throws {
    let measures: [(String, (WindowHoldings) -> Int, Int)] = [
      ("the viewer's own memory, in KiB,", \.viewer.kibibytes, 4096),
      ("its shared memory, in KiB,", \.viewer.sharedKibibytes, sharedSlack),
      ("the number of its descriptors", \.viewer.descriptors, 2),
      ("the number of its mappings", \.viewer.mappings, 8),
      ("the number of the X server's descriptors", \.server.descriptors, 2),
      ("the number of the X server's mappings", \.server.mappings, 4),
      ("the number of the viewer's X resources", \.resources.count, 4),
      ("the number of bytes in its pixmaps", \.resources.pixmapBytes, pixmapSlack),
    ]
    for (what, measure, slack) in measures {
      try Flatness.require(course.map(measure), what, slack: slack)
    }
  }
}
