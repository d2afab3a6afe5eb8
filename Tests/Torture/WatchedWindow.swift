import TestSupport

/// A viewer whose window is looked at again and again: each time it holds one whole frame, and
/// never an older one than before.
final class WatchedWindow {
  let viewer: Viewer
  private let isFitted: Bool
  private var last: UInt64 = 0

  /// Starts the viewer.
  ///
  /// - Parameters:
  ///   - place: of its window, as `--geometry` has it.
  ///   - isFitted: whether it shows each frame as large as it fits, or at its own size.
  init(_ stage: Stage, at place: String, isFitted: Bool = false, _ options: String...) throws {
    self.isFitted = isFitted
    viewer = try stage.startViewer(Self.arguments(at: place, isFitted: isFitted) + options)
  }

  /// One whose viewer holds no lock on what it shows.
  init(withoutLocks stage: Stage, at place: String) throws {
    isFitted = false
    let command = [Product.shmview.path] + Self.arguments(at: place, isFitted: false)
    viewer = try stage.startViewer(Tracer.withoutLocks(command), program: Tracer.path)
  }

  private static func arguments(at place: String, isFitted: Bool) -> [String] {
    let side = isFitted ? NumberedFrame.fittedSide : NumberedFrame.ownSide
    let fit = isFitted ? ["--fit", "fit"] : []
    return ["--stats", "--geometry", "\(side)x\(side)\(place)"] + fit
  }

  /// The frame that it shows now.
  ///
  /// - Throws: `BrokenPromise` when that is not one whole frame.
  func frame() throws -> NumberedFrame {
    try NumberedFrame.shown(in: viewer.picture(), isFitted: isFitted)
  }

  /// The generation of the frame that it shows now.
  ///
  /// - Parameter generation: finds it out.
  /// - Throws: `BrokenPromise` when it has shown a newer one before, or does not show a whole one.
  @discardableResult
  func check(_ generation: (NumberedFrame) throws -> UInt64) throws -> UInt64 {
    let frame = try frame()
    let now = try generation(frame)
    try demand(now >= last, "generation \(now) in a window after \(last): \(frame)")
    last = now
    return now
  }
}
