import CommandLineFiles
import Glibc
import Linux
import ShmChannel
import ViewerCore

/// The two ways to name a channel: the plain argument, and `--channel`.
enum ChannelArgument {
  /// The channels that the command line names, in their order.
  static func channels(arguments: [String], option: String?) throws(UsageError) -> [ChannelName] {
    if let option {
      if let other = arguments.first(where: { $0 != option }) { throw .twoChannels(other, option) }
      return [try channelName(option)]
    }
    if arguments.count > GridShape.mostChannels { throw .tooManyChannels(arguments.count) }
    var names: [ChannelName] = []
    for argument in arguments {
      let name = try name(argument)
      if names.contains(name) { throw .sameChannel(name.string) }
      names.append(name)
    }
    return names
  }

  /// The channel of that name; somebody who names a file means `shmshare`.
  static func name(_ text: String) throws(UsageError) -> ChannelName {
    let kind = kind(of: text)
    // A directory that happens to have the channel's name is not meant: only its path is.
    if text.contains("/") { throw kind == .directory ? .directory(text) : .file(text) }
    if kind == .regularFile { throw .file(text) }
    return try channelName(text)
  }

  /// Refuses what cannot be meant beside a slideshow.
  static func check(argument: String?, showOptions: [String]) throws(UsageError) {
    let own = ["--channel", "--private", "--die-with-parent"]
    for option in showOptions {
      let name = option.prefix { $0 != "=" }
      if own.contains(String(name)) { throw .ownOption(String(name)) }
    }
    if let argument, kind(of: argument) == .directory { throw .secondDirectory(argument) }
  }

  /// What the file of that name is; nil where there is none.
  private static func kind(of name: String) -> FileStatus.Kind? {
    try? FileStatus(at: PathBytes(CommandLineText.bytes(of: name))).kind
  }

  /// The channel of a command line that names none.
  static func ofNoName() throws(UsageError) -> ChannelName {
    do throws(DefaultChannelError) { return try DefaultChannel.name() } catch {
      throw .channelName(error.description)
    }
  }

  /// The channel of a slideshow that belongs to this process alone.
  static func ofOwnShow() throws(UsageError) -> ChannelName { try channelName("show-\(getpid())") }

  private static func channelName(_ text: String) throws(UsageError) -> ChannelName {
    do {
      return try ChannelName(text)
    } catch {
      throw .channelName("\(error)")
    }
  }
}
