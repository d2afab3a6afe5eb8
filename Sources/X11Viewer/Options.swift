import ShmChannel

/// What the command line asks of the viewer.
struct Options {
  var channel: ChannelName
  var geometry: Geometry?
  /// Replaces all of the window's title.
  var title: String?
  /// Whether frames may reach the X server through shared memory.
  var sharesMemory = true
  /// Whether counters go to standard output.
  var printsStats = false
}
