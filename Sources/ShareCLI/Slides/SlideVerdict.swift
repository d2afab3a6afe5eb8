internal import CommandLineFiles
private import Glibc
internal import Linux
internal import Slideshow

/// What the end of a process means for its picture.
enum SlideVerdict {
  /// Nil when all has been said.
  static func answer(
    _ ending: ProcessEnding, of slide: SlideHandle, _ costs: DecodingCosts
  ) -> ShowSchedule.Answer? {
    switch (slide.lastWords, ending) {
    case (.skip?, _): .skipped
    case (.unchanged?, _): .unchanged
    case (.lost?, _): .postponed("the channel went while the picture was being published")
    case (.failed(let words)?, .exited(ExitStatus.trouble.rawValue)): .interrupted(words)
    case (.failed(let words)?, _): .failed(words)
    case (_, .exited(0)) where slide.isShown: .skipped
    case (_, .signalled(SIGXCPU)):
      .failed("took more than \(costs.seconds) s of processor time")
    case (_, .signalled(let signal)) where ending.isByOthers:
      .interrupted("its decoder was killed (signal \(signal))")
    case (_, .signalled(SIGABRT)):
      .failed("its decoder gave up (signal \(SIGABRT)); it may need more than --max-memory")
    case (_, .signalled(let signal)): .failed("its decoder crashed (signal \(signal))")
    case (_, .exited(let code)): .interrupted("its decoder ended with \(code) before its time")
    }
  }
}
