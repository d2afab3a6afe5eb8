import CX11
import ShmChannel
import ViewerCore

/// What a viewer needs before it can run.
extension Viewer {
  /// Starts to follow the channel, as one that publishers see.
  ///
  /// - Parameter history: How many frames before the newest they are to keep while it lives.
  static func openReader(
    _ name: ChannelName, history: UInt32
  ) throws(ViewerError) -> ChannelReader {
    do {
      return try ChannelReader(
        name: name, root: .standard(), presence: .viewer(name: "shmview", history: history))
    } catch {
      throw .channel(error)
    }
  }

  /// Makes the window, not on the screen yet, once the server has agreed.
  static func openWindow(
    at placement: Placement, options: Options, on display: Display
  ) throws(ViewerError) -> Window {
    let window = try Window(
      on: display, visual: PixelVisual(of: display, for: options.visual),
      size: placement.size, corner: placement.corner, bars: options.bars,
      rotation: options.rotation)
    let refusal = display.refusalsAfterAll().first
    if display.isDead { throw .displayDied(name: display.name) }
    if let refusal {
      throw .noWindow(display: display.name, display.text(of: refusal))
    }
    window.describe(options, corner: placement.corner)
    return window
  }

  /// Whether shared memory may be used and works; says why not.
  static func sharesMemory(
    _ options: Options, _ window: Window, _ notices: inout Notices
  ) -> Bool {
    guard options.sharesMemory else { return false }
    guard let reason = SharedMemoryCheck.failure(for: window)
    else { return true }
    notices.say("showing without shared memory, which is slower: \(reason)")
    return false
  }

  /// The size of the frame that is there already.
  static func firstFrame(_ reader: ChannelReader) -> Size? {
    // A damaged frame is told of when it is about to be shown.
    guard let frame = try? reader.acquireLatest() else { return nil }
    return Size(width: frame.info.width, height: frame.info.height)
  }
}
