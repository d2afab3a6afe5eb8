internal import ArgumentParser
private import CommandLineFiles
internal import ShmChannel

/// `--channel`, as several commands have it.
struct ChannelOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The channel to use: 1 to 64 of A-Z a-z 0-9 . _ -, no dot in front. (default: \
      $SHMVIEW_CHANNEL, else \(ChannelName.standard))
      """, valueName: "name"),
    completion: .shellCommand(ShellCompletion.channels))
  var channel: String?

  /// The name, checked.
  func name() throws(Failure) -> ChannelName {
    if let channel { return try .checked(channel) }
    return try .preferred()
  }
}
