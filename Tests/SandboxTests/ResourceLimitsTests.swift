import Glibc
import Testing

@testable import Sandbox

@Suite("ResourceLimits")
struct ResourceLimitsTests {
  @Test("memory beyond the limit is refused, and the limit cannot be raised")
  func memory() async {
    await #expect(processExitsWith: .success) {
      try ResourceLimits.limitMemory(toByteCount: 8 << 30)
      guard malloc(8 << 30) == nil, errno == ENOMEM, let small = malloc(1 << 20) else { exit(1) }
      free(small)
      var higher = rlimit(rlim_cur: 16 << 30, rlim_max: 16 << 30)
      let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
      guard getuid() == 0 || setrlimit(resource, &higher) < 0 else { exit(2) }
    }
  }

  @Test("who uses more processor time is ended, also if it ignores the signal at first")
  func processorTime() async {
    await #expect(processExitsWith: .signal(SIGXCPU)) {
      signal(SIGXCPU, SIG_IGN)
      try ResourceLimits.limitProcessorTime(to: .milliseconds(1))
      while true {}
    }
  }

  @Test("the limit on processor time can be moved on")
  func moreTime() async {
    await #expect(processExitsWith: .success) {
      for _ in 0..<3 {
        try ResourceLimits.limitProcessorTime(to: .seconds(1))
        let start = clock()
        while clock() - start < CLOCKS_PER_SEC * 7 / 10 {}
      }
    }
  }
}
