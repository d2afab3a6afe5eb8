internal import ArgumentParser
private import ShmChannel

/// How many frames before the newest the channel keeps.
struct HistoryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Have the channel keep so many frames before the newest from now on, for looking back: 0 to \
      256. Where memory is short, they go first.
      """, valueName: "n"))
  var history: UInt32?

  func validate() throws {
    if let history, history > Channel.maximumHistory {
      throw ValidationError(
        "--history must be from 0 to \(Channel.maximumHistory), not \(history)")
    }
  }
}
