import Composing
import ShmChannel
import ViewerCore

/// What a window holds of one channel, and how that comes into it.
final class Cell {
  let reader: ChannelReader
  let presenter: Presenter
  /// Puts what is dropped there.
  let sharing: Sharing
  /// The frame that has been pinned and not put yet.
  var acquired: Pin?
  /// What the channel had at the last look, until it has been acquired.
  var seen = ChannelReader.Availability.noChannel

  /// A channel in a part of a window.
  init(_ reader: ChannelReader, in canvas: Canvas, sharesMemory: Bool, overlays: OverlayPainter) {
    self.reader = reader
    presenter = Presenter(window: canvas, sharesMemory: sharesMemory, overlays: overlays)
    sharing = Sharing(channel: reader.name)
  }

  /// The frame that is held under that name.
  func pin(of key: FrameKey) -> Pin {
    let pins = [acquired, presenter.held, presenter.fading?.target, presenter.ahead]
    guard let pin = pins.compactMap({ $0 }).first(where: { $0.key == key }) else {
      preconditionFailure("the core names a frame that nobody holds")
    }
    return pin
  }
}
