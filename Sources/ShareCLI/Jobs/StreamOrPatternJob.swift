/// What `shmshare stream` does: with a source, or in place of one.
enum StreamOrPatternJob: Job {
  case stream(StreamJob)
  case pattern(TestPatternJob)

  func run() throws(Failure) {
    switch self {
    case .stream(let job): try job.run()
    case .pattern(let job): try job.run()
    }
  }
}
