import ShmChannel
import ShmShow
import SystemPackage
import Testing

@testable import ShareCLI

@Suite("Failure")
struct FailureTests {
  static let name = ChannelName.standard

  @Test(
    "each trouble with a channel has its exit code",
    arguments: [
      (ChannelError.badName("a/b"), 64), (.noSuchChannel(name), 66), (.noFrame(name), 66),
      (.lockHeld(path: "p", holder: "h", waited: .seconds(5)), 75),
      (.removedWhilePublishing(name), 74), (.refused(path: "p", .notTmpfs), 74),
      (.damaged(path: "p", "w"), 74), (.otherVersion(path: "p", version: 2), 74),
      (.noSpace(path: "p", needed: 2, available: 1), 74),
      (.system(call: "open", path: "p", .permissionDenied), 74),
    ] as [(ChannelError, CInt)])
  func exitCodes(error: ChannelError, code: CInt) {
    #expect(Failure(error).status.rawValue == code)
  }

  @Test(
    "each trouble with a slideshow has its message and its exit code",
    arguments: [
      (.notRunning(name), 66, "no slideshow is running on channel default"),
      (
        .isRunning(name, processID: 7), 75,
        "channel default has a slideshow already, process 7; end it, or use --replace"
      ),
      (
        .doesNotAnswer(name, processID: 7), 75,
        "the slideshow on channel default, process 7, does not answer; see whether that hangs"
      ),
      (.channel(.noSuchChannel(name)), 66, "there is no channel default"),
    ] as [(ShowError, CInt, String)])
  func showErrors(error: ShowError, code: CInt, message: String) {
    #expect(Failure(error).status.rawValue == code)
    #expect(Failure(error).message == message)
  }

  @Test("the picture that was to be published stands in front")
  func subject() {
    let failure = Failure(.removedWhilePublishing(Self.name), subject: "a.png")
    #expect(failure.message == "a.png: channel default was removed while publishing")
  }

  @Test("of several failures the first one's exit code counts, and the rest is still done")
  func tally() {
    var tally = FailureTally()
    var done = 0
    tally.attempt { done += 1 }
    tally.attempt { () throws(Failure) in throw Failure(.undecodable, nil) }
    tally.attempt { () throws(Failure) in throw Failure(.noInput, nil) }
    tally.attempt { done += 1 }
    #expect(done == 2)
    #expect(throws: Failure(.undecodable, nil)) { try tally.finish() }
  }

  @Test("without a failure the end is quiet")
  func noFailure() throws {
    var tally = FailureTally()
    tally.attempt {}
    try tally.finish()
  }
}
