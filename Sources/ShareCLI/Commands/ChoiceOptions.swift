internal import ArgumentParser
private import CommandLineFiles
internal import Slideshow

/// Which files a slideshow takes, and how it learns of them.
struct ChoiceOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "With all directories below.")
  var recursive = false

  @Flag(help: "With names that begin with a dot.")
  var hidden = false

  @Option(
    help: ArgumentHelp(
      "Only files with such names, as in '*.jpg'; may be given again.", valueName: "glob"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp("No files with such names; may be given again.", valueName: "glob"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Also the files that this one names, one path a line; - is standard input.",
      valueName: "file"),
    completion: .file())
  var filelist: String?

  @Option(
    help: ArgumentHelp(
      "How often to look where the system does not tell of changes: network file systems.",
      valueName: "seconds"))
  var poll = Seconds(.seconds(2))

  func validate() throws {
    guard poll.duration > .zero else { throw ValidationError("--poll must be more than 0") }
  }

  /// The same for the watcher, but for what the order needs.
  func watching(_ places: ShowPlaces) -> DirectoryWatcher.Options {
    var options = DirectoryWatcher.Options()
    options.directories = places.directories
    options.files = places.files
    options.isRecursive = recursive
    options.filter.showsHidden = hidden
    options.filter.included = include.map(CommandLineText.display)
    options.filter.excluded = exclude.map(CommandLineText.display)
    options.pollInterval = poll.duration
    return options
  }
}
