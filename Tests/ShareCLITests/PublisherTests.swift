import CommandLineFiles
import ShmChannel
import Testing

@testable import ShareCLI

@Suite("Publisher")
struct PublisherTests {
  @Test(
    "who waited in vain is told of the viewers that there are",
    arguments: [
      (0, "no viewer has shown generation 7 within 5 s; to open one: shmview cam &"),
      (
        1,
        "its viewer has not shown generation 7 within 5 s; "
          + "which process it is: shmshare list --json"
      ),
      (
        3,
        "none of its 3 viewers has shown generation 7 within 5 s; "
          + "which processes they are: shmshare list --json"
      ),
    ])
  func notShown(viewerCount: Int, words: String) throws {
    let publisher = Publisher(try ChannelName("cam"))
    let timeout = try #require(Seconds(argument: "5"))
    #expect(
      publisher.notShown(Generation(rawValue: 7), within: timeout, viewerCount: viewerCount)
        == "cam: \(words)")
  }
}
