import CX11
import Pixels
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

  /// What a window finds of a channel when it opens.
  struct Opened {
    let reader: ChannelReader
    let availability: ChannelReader.Availability
    /// The size of its newest frame.
    let picture: Size?
    /// What is wrong with it, and may be mended while the window waits.
    let trouble: ChannelError?
  }

  static func openChannels(
    _ names: [ChannelName], history: UInt32
  ) throws(ViewerError) -> [Opened] {
    var opened: [Opened] = []
    for name in names { opened.append(look(try openReader(name, history: history))) }
    return opened
  }

  private static func look(_ reader: ChannelReader) -> Opened {
    do throws(ChannelError) {
      let availability = try reader.refresh()
      return Opened(
        reader: reader, availability: availability, picture: firstFrame(reader), trouble: nil)
    } catch {
      return Opened(
        reader: reader, availability: .noChannel, picture: firstFrame(reader), trouble: error)
    }
  }

  /// Hears of channels that come and go.
  static func openListing() throws(ViewerError) -> ChannelsWatch {
    do throws(ChannelError) { return try ChannelsWatch(of: .standard()) } catch {
      throw .channel(error)
    }
  }

  /// The channels that a window begins with, of which there is one at least.
  static func names(
    _ options: Options, _ listing: ChannelsWatch?
  ) throws(ViewerError) -> [ChannelName] {
    guard let listing else { return options.isSeveral ? options.channels : [options.channel] }
    do throws(ChannelError) {
      let names = try listing.names()
      return names.isEmpty ? [options.channel] : Array(names.prefix(options.mostChannels))
    } catch {
      throw .channel(error)
    }
  }

  /// Where the window goes: in the size of what is there already.
  static func placement(
    _ options: Options, pictures: [Size?], monitor: PixelRect?, on display: Display
  ) -> Placement {
    var first = pictures.first ?? nil
    if options.isSeveral && options.geometry?.size == nil {
      let room = options.preferences.rotation.turned(
        Size(monitor ?? Monitor.atPointer(of: display)))
      first = GridLayout.size(for: pictures, on: room, shape: options.grid)
    }
    return Placement(
      geometry: options.geometry, firstFrame: first.map(options.preferences.rotation.turned),
      monitor: monitor,
      screen: display.size,
      resolution: display.resolutionAtStart, isCentred: options.isFullscreen,
      present: { Monitor.atPointer(of: display) })
  }

  /// Makes the window, not on the screen yet, once the server has agreed.
  static func openWindow(
    at placement: Placement, options: Options, on display: Display
  ) throws(ViewerError) -> Window {
    let window = try Window(
      on: display, visual: PixelVisual(of: display, for: options.visual),
      size: placement.size, corner: placement.corner, bars: options.preferences.bars,
      rotation: options.preferences.rotation)
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
