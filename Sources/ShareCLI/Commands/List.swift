internal import ArgumentParser

/// `shmshare list`: shows what channels there are.
struct List: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the channels, what they show, and who watches.",
    discussion: """
      The channel with the newest picture comes first.

      With --json each channel is an object with the members channel, generation, width, height, \
      age_seconds, title, format, details, transfer (srgb or linear; these seven are null before \
      the first frame), range (low and high), color_table, captured (these three are null where \
      the publisher says nothing), viewers (an array of objects with name, pid and generation), \
      frames, bytes, history (how many frames before the newest the channel keeps) and show: null, \
      or an object with pid, state (waiting, playing, paused, off or killed), position (from 1; 0 \
      for none), count, directory, next_change (when its hours switch the screen, or null), \
      last_change (when a picture came on screen last, or null), failures (how often one could not \
      be shown), last_failure and waiting_for (texts, or null). Times are seconds since the epoch. \
      Later versions may add members; these stay.
      """)

  @Flag(help: "Print a JSON array of objects, for programs.")
  var json = false

  func job() -> ListJob { ListJob(isJSON: json) }
}
