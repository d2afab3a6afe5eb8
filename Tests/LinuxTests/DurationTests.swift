import CLinux
import Glibc
import Testing

@testable import Linux

@Suite struct DurationTests {
  @Test(
    "whole milliseconds are rounded as asked",
    arguments: [
      (Duration.microseconds(1500), 2, 1, 2), (.microseconds(-1500), -1, -2, -2),
      (.microseconds(1499), 2, 1, 1), (.milliseconds(3), 3, 3, 3), (.zero, 0, 0, 0),
    ] as [(Duration, Int64, Int64, Int64)])
  func milliseconds(_ duration: Duration, up: Int64, down: Int64, nearest: Int64) {
    #expect(duration.wholeMilliseconds(.up) == up)
    #expect(duration.wholeMilliseconds(.down) == down)
    #expect(duration.wholeMilliseconds(.toNearestOrAwayFromZero) == nearest)
  }

  @Test("halves go to the even neighbour, away from zero or towards it")
  func halves() {
    #expect(Duration.milliseconds(2500).wholeSeconds(.toNearestOrEven) == 2)
    #expect(Duration.milliseconds(3500).wholeSeconds(.toNearestOrEven) == 4)
    #expect(Duration.milliseconds(-2500).wholeSeconds(.awayFromZero) == -3)
    #expect(Duration.milliseconds(-2500).wholeSeconds(.towardZero) == -2)
  }

  @Test("what is too far is the last number")
  func far() {
    #expect(Duration.seconds(Int64.max).wholeNanoseconds(.up) == .max)
    #expect(Duration.seconds(Int64.min).wholeMilliseconds(.down) == .min)
  }

  @Test("a time to wait is never shorter than asked for, and never negative")
  func timespecs() {
    let short = Duration(secondsComponent: 2, attosecondsComponent: 1).timeToWait
    #expect(short.tv_sec == 2 && short.tv_nsec == 1)
    let negative = Duration.seconds(-5).timeToWait
    #expect(negative.tv_sec == 0 && negative.tv_nsec == 0)
    #expect(Duration.seconds(Int64.max).timeToWait.tv_sec == 9_223_372_036)
  }

  @Test("a deadline counts down to zero; without one, or with one too far, it never comes")
  func deadline() {
    #expect(Deadline(after: .zero).hasPassed)
    #expect(Deadline(after: .seconds(-1)).remaining == .zero)
    #expect(!Deadline(after: .seconds(1000)).hasPassed)
    #expect(Deadline(after: nil) == .never)
    #expect(Deadline(after: .seconds(Int64.max)) == .never)
    #expect(Deadline.never.remaining == nil && !Deadline.never.hasPassed)
  }
}
