internal import ArgumentParser

/// Where a slideshow's settings are. `SlideshowSettings` reads these options, before the parser.
struct SettingsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read settings from this file alone; see shmview-config(5).", valueName: "file"),
    completion: .file())
  var config: String?

  @Flag(help: "Read no file of settings.")
  var noConfig = false
}
