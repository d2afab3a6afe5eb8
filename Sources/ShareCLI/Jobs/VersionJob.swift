private import ShmChannel

/// Prints which version this is.
struct VersionJob: Job, Equatable {
  func run() throws(Failure) { try StandardStreams.say("shmshare \(shmviewVersion)\n") }
}
