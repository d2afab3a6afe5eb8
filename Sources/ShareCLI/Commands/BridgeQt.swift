internal import ArgumentParser
private import CommandLineFiles
private import QtSharing
private import ShmChannel

/// `shmshare bridge qt`: joins a channel with a QSharedMemory.
struct BridgeQt: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "qt",
    abstract: "Exchange pictures with Qt programs, through a QSharedMemory.",
    discussion: """
      For programs that share a QImage as Qt's example "Shared Memory" does: under a key, with \
      lock() and unlock(), written by a QDataStream. They need no change. It runs until it is \
      ended; the exit status is that of the first failure. Qt finds the key's files where TMPDIR \
      says: both sides need the same value.

      EXAMPLES
        shmshare bridge qt QSharedMemoryExample        show what a Qt program shares
        shmshare bridge qt plots --from-channel main   share what channel main has
      """
  )

  @Argument(help: "The key, as the Qt program gives it to its QSharedMemory.")
  var key: String

  @Option(
    help: ArgumentHelp(
      "Publish what is shared under the key; without either option, in the default channel.",
      valueName: "channel"))
  var toChannel: String?

  @Option(
    help: ArgumentHelp("Share what the channel has under the key.", valueName: "channel"))
  var fromChannel: String?

  @OptionGroup(title: "Limits for one picture that is published") var limits: LimitOptions

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    if toChannel != nil, fromChannel != nil {
      throw ValidationError("--to-channel and --from-channel exclude each other")
    }
    if key.isEmpty { throw ValidationError("a key has at least one character") }
  }

  func job() throws(Failure) -> QtBridgeJob {
    // Qt's keys are text: other bytes cannot be among them.
    guard let key = QtKey(key), CommandLineText.display(key.text) == key.text else {
      throw Failure(.usage, "\(CommandLineText.display(key)): is not UTF-8, as a key must be")
    }
    return QtBridgeJob(
      key: key, channel: try channel(), direction: fromChannel == nil ? .toChannel : .fromChannel,
      costs: limits.costs, isQuiet: quiet)
  }

  private func channel() throws(Failure) -> ChannelName {
    if let name = fromChannel ?? toChannel { return try .checked(name) }
    return try .preferred()
  }
}
