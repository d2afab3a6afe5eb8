import CommandLineFiles
import Glibc
import Linux
import Pixels
import Settings
import ShmChannel
import ViewerCore

/// What the command line asks of the viewer.
struct Options {
  /// The channel, or the first of several.
  var channel: ChannelName
  /// All that are named.
  var channels: [ChannelName] = []
  /// Whether the window shows all channels that there are.
  var showsAll = false
  /// Columns and rows for several.
  var grid: GridShape?
  var geometry: Geometry?
  /// What counts for each channel.
  var preferences = Preferences()
  /// How many frames before the newest publishers are to keep for looking back.
  var history: UInt32 = 0
  /// Whether the window begins fullscreen.
  var isFullscreen = false
  /// The monitor for the window, and for fullscreen.
  var monitor: String?
  /// Which visual the window has; nil for the one that suits best.
  var visual: VisualWish?
  /// Which profile the monitor has.
  var displayProfile = ProfileWish.auto
  /// When what is drawn gets to the screen.
  var sync = SyncWish.off
  /// Whether frames may reach the X server through shared memory.
  var sharesMemory = true
  /// The desktop's launch that the viewer came from.
  var startup: StartupNotification?
  /// Who started the viewer as a service.
  var service: ServiceManager?
  /// The slideshow to run on the channel.
  var slideshow: Slideshow.Order?
  /// Which of these come from files of settings.
  var settings: [SettingsEntry] = []

  /// Whether the window may show more than one channel.
  var isSeveral: Bool { channels.count > 1 || showsAll }

  /// How many channels there is room for.
  var mostChannels: Int { min(grid?.count ?? .max, GridShape.mostChannels) }

  /// What the core has to know of one of the channels.
  func forCore(of name: ChannelName, at placement: Placement) -> ViewerModel.Options {
    var options = self
    options.channel = name
    return options.forCore(at: placement)
  }

  /// How channels are shown that come later; nil where none do.
  func newcomers(at placement: Placement, sharesMemory: Bool) -> Newcomers? {
    guard showsAll else { return nil }
    let common = forCore(at: placement)
    return Newcomers(sharesMemory: sharesMemory, most: mostChannels) { name in
      var options = common
      (options.channel, options.label) = (name, name.string)
      options.waitingText = Self.waitingText(for: name)
      options.waitingHint = Self.waitingHint(for: name)
      return options
    }
  }

  /// What the core has to know of it.
  private func forCore(at placement: Placement) -> ViewerModel.Options {
    var core = ViewerModel.Options(channel: channel, label: label, waitingText: waitingText)
    core.waitingHint = waitingHint
    core.preferences = preferences
    core.place = geometry?.place
    if isFullscreen {
      let corner = placement.corner.map { ViewerModel.Corner(x: $0.x, y: $0.y) }
      core.home = Home(size: placement.size, corner: corner, isBeginning: true)
    }
    return core
  }

  /// What stands for the channel in titles: a name that was made up tells nobody anything.
  var label: String {
    guard let slideshow, slideshow.isPrivate else { return channel.string }
    return slideshow.paths.map(Self.name).joined(separator: ", ")
  }

  /// What the window says while there is no frame, nor a note of a slideshow.
  var waitingText: String {
    slideshow == nil ? Self.waitingText(for: channel) : "waiting for the slideshow"
  }

  /// What one may do for a picture to come.
  private var waitingHint: String? {
    slideshow == nil ? Self.waitingHint(for: channel) : nil
  }

  private static func waitingText(for channel: ChannelName) -> String {
    "waiting for channel \(channel)"
  }

  private static func waitingHint(for channel: ChannelName) -> String {
    let option = channel == .standard ? "" : "--channel \(channel) "
    return "shmshare \(option)FILE, or drop a picture here"
  }

  /// A directory's own name, also where it is called `.`.
  private static func name(of path: String) -> String {
    let absolute = realpath(CommandLineText.bytes(of: path).map(CChar.init(bitPattern:)) + [0], nil)
    defer { free(absolute) }
    let text = absolute.map { String(cString: $0) } ?? CommandLineText.display(path)
    return text.split(separator: "/").last.map(String.init) ?? path
  }
}
