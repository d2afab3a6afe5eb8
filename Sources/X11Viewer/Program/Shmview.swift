import ArgumentParser
import CommandLineFiles
import Pixels
import ShmChannel
import ViewerCore

/// The command line of `shmview`.
@main struct Shmview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shmview",
    abstract: "Show the newest picture of a channel in a window.",
    usage: "shmview [<options>] [<channel> ...] [-- <show options> ...]",
    discussion: """
      The window opens at once and follows the channel: whatever "shmshare FILE" puts there is shown.
      With --slideshow it shows directories, and what comes into them:

        shmview --slideshow ~/Pictures -- -t 8 --shuffle

      Several channels share one window, each in a part of it:

        shmview left right depth

      Every option can be set for good in ~/.config/shmview/config, by a line such as \
      "fit = fill", and keys can be bound there; see shmview-config(5). --no-fullscreen and the \
      like switch off what the file switches on.

      KEYS
      \(Controls.standard.help)

      EXIT STATUS
        0   closed, or ended by a signal
        64  wrong usage
        66  --snapshot: no such channel, no picture in it, or no such folder
        69  no X display that can be drawn on, or its connection was lost
        74  an error with shared memory, or with writing
        If the slideshow of --slideshow cannot start, the window closes with the exit status of
        shmshare slideshow: 66 no such list, 75 another slideshow has the channel.
      """,
    version: ProgramVersion.text(of: "shmview"))

  @Argument(
    help: ArgumentHelp(
      "The channels to show (default: $SHMVIEW_CHANNEL, else \(ChannelName.standard)).",
      valueName: "channel"),
    completion: .shellCommand(ShellCompletion.channels))
  var words: [String] = []

  @Option(
    name: .customLong("channel"),
    help: ArgumentHelp(
      "The same, even for a channel that is named like a file here.", valueName: "channel"),
    completion: .shellCommand(ShellCompletion.channels))
  var channelOption: String?

  @Option(
    help: ArgumentHelp(
      "Show the pictures of a directory, and each new one; may be given again.",
      discussion: """
        Runs shmshare slideshow on the channel, or on one of its own that goes with it. Its options \
        come after --, as in -- -t 3 --shuffle; see shmshare slideshow --help.
        """,
      valueName: "dir"),
    completion: .file())
  var slideshow: [String] = []

  @Flag(help: "Exit at once, with 0, if the channel already has a viewer.")
  var ifNone = false

  /// For `shmshare --open`, which ends before the viewer does.
  @Flag(help: .hidden)
  var leaveErrorPipe = false

  @Flag(help: "Show all channels in one window, as they come and go.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Columns and rows for several channels, such as 2x3; by default what suits the pictures.",
      valueName: "CxR"),
    transform: GridArguments.shape)
  var grid: GridShape?

  @Option(
    parsing: .unconditional,  // `-0-0` is a place
    help: ArgumentHelp(
      "Size and position of the window: WxH, WxH+X+Y or +X+Y.", valueName: "WxH+X+Y"))
  var geometry: Geometry?

  @Option(
    help: ArgumentHelp(
      "How large pictures are at first: shrink (all of it, at most 100 %), fit, fill or none (100 %).",
      valueName: "mode"))
  var fit = Look.Fit.shrink

  @Option(
    parsing: .unconditional,  // `-1:5` is a range
    help: ArgumentHelp(
      "The samples that are black and white, in place of the publisher's: LOW:HIGH, auto or robust.",
      discussion: """
        auto goes from the least sample of each picture to the largest; robust leaves out the lowest \
        and the highest hundredth.
        """,
      valueName: "range"),
    transform: ToneArguments.range)
  var range: RangeChoice?

  @Option(
    help: ArgumentHelp(
      "Show gray pictures in colors: none, viridis, turbo, magma or twilight.", valueName: "name"),
    completion: .list(Tones.Table.names), transform: ToneArguments.table)
  var colorTable: Tones.Table?

  @Option(
    help: ArgumentHelp(
      """
      How samples encode light: as the publisher says (auto), twice the number is twice the light \
      (linear), or as in sRGB (srgb).
      """, valueName: "transfer"))
  var transfer = TransferWish.auto

  @Option(
    help: ArgumentHelp(
      "Have publishers keep this many frames before the newest, 0 to 256, for [ and ].",
      valueName: "n"))
  var history: UInt32 = 0

  @Flag(
    help: "Pause a slideshow for all its viewers on zooming or panning, until n, End or P.")
  var holdOnTouch = false

  @Flag(
    help: """
      Send every key, and the pointer's motion, to programs that listen (shmshare events); only \
      ? and f act here.
      """)
  var sendKeys = false

  @Option(
    help: ArgumentHelp(
      "Draw an amber edge while the picture is older than this, such as 2.5.",
      valueName: "seconds"))
  var stale: Seconds?

  @Option(
    help: ArgumentHelp(
      "Write this over every picture: text, {file}, {folder}, {position}, {taken}, {place}, "
        + "{channel}, {clock:%H:%M}.",
      discussion: """
        {taken} is the date, as the locale writes it, and {place} the coordinates, where the picture's \
        publisher tells them; after clock: comes a format of strftime(3). \\n begins a line, {{ and \
        }} are braces.
        """,
      valueName: "format"),
    transform: ScreenArguments.caption)
  var caption: CaptionFormat?

  @Option(
    help: ArgumentHelp(
      "The corner of the caption: top-left, top-right, bottom-left or bottom-right.",
      valueName: "corner"))
  var captionCorner = ScreenCaption.Corner.bottomLeft

  @Option(
    help: ArgumentHelp("Size of the letters of the caption.", valueName: "points"),
    transform: ScreenArguments.points)
  var captionSize = 14

  @Option(
    help: ArgumentHelp(
      "The color around pictures, such as \"#000000\".", valueName: "#rrggbb"),
    transform: ScreenArguments.colour)
  var background: UInt32?

  @Option(
    help: ArgumentHelp(
      "Rotate all that the window shows clockwise, for a screen that is mounted sideways: 90, 180 or 270.",
      valueName: "degrees"))
  var rotate = Rotation.upright

  @Flag(
    name: [.customShort("i"), .customLong("info")],
    help: "Start with information over the picture, as i shows it.")
  var information = false

  @Flag(help: "Start with a color bar over the picture, as B shows it.")
  var colorBar = false

  @Flag(help: "Start with a histogram over the picture, as I shows it.")
  var histogram = false

  @Flag(name: .shortAndLong, help: "Start fullscreen; f, F11 or Esc leaves it.")
  var fullscreen = false

  @Option(
    help: ArgumentHelp(
      "The monitor for the window and for fullscreen, as xrandr calls it, or primary.",
      valueName: "name"))
  var monitor: String?

  @Option(
    help: ArgumentHelp(
      "Which visual the window has: a depth such as 30, or a number as xdpyinfo prints it.",
      discussion: """
        By default it is one that frames go to as they are: of 24 bits, or of 32 on a screen of 15, \
        16 or 30 bits.
        """,
      valueName: "id|depth"),
    transform: VisualWish.parsed)
  var visual: VisualWish?

  @Option(
    help: ArgumentHelp(
      "The monitor's color profile: auto (as the desktop says), none, or an ICC file.",
      valueName: "file"),
    completion: .file(), transform: ProfileWish.parsed)
  var displayProfile = ProfileWish.auto

  @Option(
    help: ArgumentHelp(
      "When pictures get to the screen: off (at once), or vblank (between two of its refreshes).",
      valueName: "when"))
  var sync = SyncWish.off

  @Option(
    help: ArgumentHelp(
      "Hold the screen saver off: auto (while fullscreen and pictures come), always, never.",
      valueName: "when"))
  var inhibit = Inhibition.Policy.auto

  @Flag(
    help: "Draw nothing over pictures that you have not asked for: no words about keys or pauses.")
  var quietScreen = false

  @Option(help: "The window's title, in place of the picture's and the channel's name.")
  var title: String?

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Send pixels through shared memory, not through the X connection.")
  var shm = true

  @Flag(
    help: "Print counters as JSON: a line a second while something changes, and one at the end.")
  var stats = false

  @Option(
    help: ArgumentHelp(
      "Write what the window would show to a PNG file, and exit; needs no X server.",
      discussion: """
        The window has the size of --geometry, else the picture's own. A name that ends in .ppm, or - \
        for standard output, gets PPM; one of another format, such as x.jpg, is refused.
        """,
      valueName: "file"),
    completion: .file())
  var snapshot: String?

  @Option(
    help: ArgumentHelp(
      "Read settings from this file alone; see shmview-config(5).", valueName: "file"),
    completion: .file())
  var config: String?

  @Flag(help: "Read no settings files.")
  var noConfig = false

  @Flag(help: "Print all settings, and where each comes from, and exit.")
  var printConfig = false

  func validate() throws {
    if let stale, stale.duration <= .zero { throw ValidationError("--stale must be more than 0") }
    if history > Channel.maximumHistory {
      throw ValidationError(
        "--history must be from 0 to \(Channel.maximumHistory), not \(history)")
    }
  }
}

extension Seconds: ExpressibleByArgument {}
