internal import ArgumentParser
internal import CommandLineFiles
internal import Slideshow

/// Which files a slideshow takes, and how it learns of them.
struct ChoiceOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Include all directories below.")
  var recursive = false

  @Flag(help: "With --recursive: links to directories as well; loops are caught.")
  var follow = false

  @Flag(help: "Include names that begin with a dot.")
  var hidden = false

  @Option(
    help: ArgumentHelp(
      "Only files with such names, as in '*.jpg'; may be repeated.", valueName: "glob"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp("No files with such names; may be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Option(help: "Of a raw file and a JPEG of one name: show the jpeg or the raw.")
  var prefer = ShotPairs.Side.jpeg

  @Option(
    help: ArgumentHelp(
      """
      Also the files that this one names, one path a line; - is standard input. Names from a pipe \
      are shown as they come.
      """, valueName: "file"),
    completion: .file())
  var filelist: String?

  @Option(
    help: ArgumentHelp(
      "How often to look where the system does not report changes: network file systems.",
      valueName: "seconds"))
  var poll = Seconds(.seconds(2))

  func validate() throws {
    if follow && !recursive { throw ValidationError("--follow needs --recursive") }
    guard poll.duration > .zero else { throw ValidationError("--poll must be more than 0") }
  }

  /// Which file of a shot is shown.
  var pairs: ShotPairs { ShotPairs(preferring: prefer) }

  /// The same for the watcher; what it watches is added later.
  var watching: DirectoryWatcher.Options {
    var options = DirectoryWatcher.Options()
    options.isRecursive = recursive
    options.followsLinks = follow
    options.filter.showsHidden = hidden
    options.filter.included = include.map(CommandLineText.display)
    options.filter.excluded = exclude.map(CommandLineText.display)
    options.pollInterval = poll.duration
    return options
  }
}
