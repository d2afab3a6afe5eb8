import ArgumentParser

/// Tries to break what shmview promises; docs/RELIABILITY.md tells of each trial.
@main struct Torture: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scripts/torture",
    abstract: "Tries to break what shmview promises.",
    subcommands: [
      Run.self, PublishWorker.self, ReadWorker.self, VictimCommand.self,
      DecoderCommand.self,
    ],
    defaultSubcommand: Run.self)
}
