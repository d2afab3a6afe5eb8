internal import ArgumentParser

/// `shmshare bridge`: joins channels with what other programs use in their place.
struct Bridge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bridge",
    abstract: "Exchange pictures with programs and machines that know no channels.",
    subcommands: [BridgeQt.self, BridgeMQTT.self, BridgePage.self, BridgeStatus.self])
}
