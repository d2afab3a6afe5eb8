/// What a person did, and where.
package struct Deed: Equatable, Sendable {
  /// What it may mean: the first that there is something to do for counts.
  package let actions: [Action]
  /// The middle of the pixel that the pointer was at, in the window or outside of it.
  package let pointer: Point
  /// When, by the server's clock.
  package let time: ServerTime

  /// What may be meant, with the pointer's place as X tells it.
  package init(_ actions: [Action], atX x: Int32, y: Int32, time: ServerTime) {
    self.actions = actions
    self.time = time
    pointer = Point(atX: x, y: y)
  }
}
