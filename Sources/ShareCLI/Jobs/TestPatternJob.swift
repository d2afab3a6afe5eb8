internal import FrameStreams
private import Linux

/// Publishes a test pattern until it is ended, by default as fast as viewers show it.
struct TestPatternJob: Job {
  let pattern: TestPattern
  let settings: StreamSettings

  func run() throws(Failure) {
    let run = try StreamRun(settings, title: "test pattern")
    var pace = settings.pace?.framePace
    var number: UInt64 = 0
    while true {
      if let due = pace?.dueTime(now: Clock.monotonic()) {
        try run.await(StreamRun.Wait(due: due))
      } else if settings.pace == nil {
        try run.awaitViewers()
      } else {
        try run.look()
      }
      if run.isDone { return try run.finish() }
      try publish(number, by: run)
      number += 1
    }
  }

  private func publish(_ number: UInt64, by run: StreamRun) throws(Failure) {
    let time = Clock.nanosecondsSinceEpoch()
    let capturedAt = Duration.nanoseconds(Int64(clamping: time))
    try run.publish(pattern.layout, capturedAt: capturedAt) { pixels in
      pixels.withUnsafeMutableBytes { memory in
        pattern.draw(number: number, time: time, into: memory)
      }
    }
  }
}
