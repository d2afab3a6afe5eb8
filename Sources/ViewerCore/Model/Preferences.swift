import Pixels

/// What a person has asked for that counts for every channel of the window.
package struct Preferences: Sendable {
  /// Replaces all of the window's title.
  package var title: String?
  /// How large pictures are until somebody chooses otherwise.
  package var fit = Look.Fit.shrink
  /// How numbers become tones until somebody chooses otherwise.
  package var tones = Tones()
  /// Whether the window begins with the information shown.
  package var showsInformation = false
  /// Whether it begins with a color bar.
  package var showsColorBar = false
  /// Whether it begins with a histogram.
  package var showsHistogram = false
  /// From which age on a frame is marked; nil: never.
  package var staleAfter: Duration?
  /// What stands over every picture.
  package var caption: ScreenCaption?
  /// What is around pictures, `0xFFRRGGBB`.
  package var bars = Backdrop.dark.bars
  /// By how much everything is turned.
  package var rotation = Rotation.upright
  /// Whether a slideshow is paused while somebody looks closer.
  package var holdsOnTouch = false
  /// When the screen saver is held off.
  package var inhibition = Inhibition.Policy.auto
  /// Whether counters go to standard output.
  package var printsStats = false
  /// Whether nothing is drawn over pictures that nobody has asked for.
  package var isQuiet = false
  /// Whether every key goes to programs that listen, and only `?` and `f` act in the window.
  package var sendsKeys = false
  /// What keys and buttons do.
  package var controls = Controls.standard

  package init() {}

  /// How pictures are looked at first.
  package var looking: Looking { Looking(fit: fit, tones: tones, bars: bars) }
}
