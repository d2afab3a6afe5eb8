package import Pixels

/// Where the window is on the screen, as the server says.
package struct WindowFacts: Equatable, Sendable {
  /// What the monitor that shows the window's middle shows of the screen.
  package var monitor: PixelRect
  /// What the monitor that the user chose shows, if it is there.
  package var chosenMonitor: PixelRect?
  package var screen: Size
  /// Whether the window manager has taken the window's size into its own hands.
  package var isFullscreenOrMaximized: Bool
  /// Whether it fills a monitor.
  package var isFullscreen: Bool
  /// Dots per inch, as the desktop says.
  package var resolution: Double

  package init(
    monitor: PixelRect, chosenMonitor: PixelRect?, screen: Size, isFullscreenOrMaximized: Bool,
    isFullscreen: Bool = false, resolution: Double = TextResolution.standard
  ) {
    self.monitor = monitor
    self.chosenMonitor = chosenMonitor
    self.screen = screen
    self.isFullscreenOrMaximized = isFullscreenOrMaximized
    self.isFullscreen = isFullscreen
    self.resolution = resolution
  }
}
