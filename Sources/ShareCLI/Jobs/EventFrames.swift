internal import ShmChannel

/// What the frames that events are about say of themselves, as long as they are there.
final class EventFrames {
  private let reader: ChannelReader
  /// Of the frame that was asked for last.
  private var known: (generation: Generation, caption: Caption?)?

  init(of channel: ChannelName) throws(ChannelError) { reader = try ChannelReader(name: channel) }

  /// Nil for an event that is not about a frame, and for a frame that is gone.
  func caption(of event: ViewerEvent) -> Caption? {
    switch event.kind {
    case .key, .press, .release, .rectangle: caption(of: event.generation)
    case .wheel, .opened, .resized, .closed, .motion: nil
    }
  }

  private func caption(of generation: Generation) -> Caption? {
    if generation == .empty { return nil }
    if let known, known.generation == generation { return known.caption }
    let caption = find(generation)
    known = (generation, caption)
    return caption
  }

  /// The channel may have been removed, and made anew.
  private func find(_ generation: Generation) -> Caption? {
    do throws(ChannelError) {
      _ = try reader.refresh()
      guard let frame = try reader.acquire(generation) else { return nil }
      return frame.info.caption
    } catch {
      return nil
    }
  }
}
