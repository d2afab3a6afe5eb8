import TestSupport

/// A viewer whose window is looked at again and again: each time it holds one whole frame, and
/// never an older one than before.
final class WatchedWindow {
  let viewer: Viewer
  private let isFitted: Bool
  /// The part of the window that shows the channel, if others are beside it.
  private let part: XRectangle?
  private var last: UInt64 = 0

  /// Starts the viewer.
  ///
  /// - Parameters:
  ///   - place: of its window, as `--geometry` has it.
  ///   - isFitted: whether it shows each frame as large as it fits, or at its own size.
  init(_ stage: Stage, at place: String, isFitted: Bool = false, _ options: String...) throws {
    self.isFitted = isFitted
    part = nil
    viewer = try stage.startViewer(Self.arguments(at: place, isFitted: isFitted) + options)
  }

  /// One that shows another channel on the left of the default one.
  init(_ stage: Stage, at place: String, beside channel: String) throws {
    isFitted = false
    let (side, gap) = (NumberedFrame.ownSide, 4)  // `GridLayout.gap`
    part = XRectangle(x: side + gap, y: 0, width: side, height: side)
    viewer = try stage.startViewer(
      "--stats", "--geometry", "\(2 * side + gap)x\(side)\(place)", "--grid", "2x1", channel,
      "default")
  }

  /// One with room around the frame for what stands in the corners, in which one can step through
  /// frames that are kept.
  init(_ stage: Stage, at place: String, keeping count: Int) throws {
    isFitted = false
    let side = NumberedFrame.ownSide
    part = XRectangle(x: 200, y: 50, width: side, height: side)
    viewer = try stage.startViewer(
      "--stats", "--geometry", "\(side + 400)x\(side + 100)\(place)", "--history", "\(count)")
  }

  /// One whose viewer holds no lock on what it shows.
  init(withoutLocks stage: Stage, at place: String) throws {
    isFitted = false
    part = nil
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
    try NumberedFrame.shown(in: viewer.window.picture(of: part), isFitted: isFitted)
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
