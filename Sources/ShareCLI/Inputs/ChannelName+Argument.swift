private import CommandLineFiles
internal import ShmChannel

extension ChannelName {
  /// The name that an argument, as `CommandLineText` has it, gives.
  static func checked(_ argument: String) throws(Failure) -> ChannelName {
    do throws(ChannelError) {
      return try ChannelName(CommandLineText.display(argument))
    } catch {
      throw Failure(error)
    }
  }

  /// The channel of a command line that names none.
  static func preferred() throws(Failure) -> ChannelName {
    do throws(DefaultChannelError) { return try DefaultChannel.name() } catch {
      throw Failure(.usage, error.description)
    }
  }
}
