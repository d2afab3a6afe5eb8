internal import ArgumentParser
private import CommandLineFiles
internal import ShmChannel

/// `--channel`, as several commands have it.
struct ChannelOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The channel to use: 1 to 64 of A-Z a-z 0-9 . _ -, no dot in front.", valueName: "name"))
  var channel = ChannelName.standard.string

  /// The name, checked.
  func name() throws(Failure) -> ChannelName {
    try ChannelName.checked(channel)
  }
}

extension ChannelName {
  /// The name that an argument, as `CommandLineText` has it, gives.
  static func checked(_ argument: String) throws(Failure) -> ChannelName {
    do throws(ChannelError) {
      return try ChannelName(CommandLineText.display(argument))
    } catch {
      throw Failure(error)
    }
  }
}
