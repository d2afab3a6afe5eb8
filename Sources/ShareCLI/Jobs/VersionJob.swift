private import CommandLineFiles

/// Prints which version this is.
struct VersionJob: Job, Equatable {
  func run() throws(Failure) {
    try StandardStreams.requireOutput()
    try StandardStreams.say(ProgramVersion.text(of: "shmshare") + "\n")
  }
}
