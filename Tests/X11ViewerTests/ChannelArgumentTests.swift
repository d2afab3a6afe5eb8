import ShmChannel
import Testing

@testable import X11Viewer

@Suite struct ChannelArgumentTests {
  @Test("a name with a slash, or of a file that exists, is taken for a file")
  func file() {
    #expect(throws: UsageError.file("./cam")) { try ChannelArgument.name("./cam") }
    #expect(throws: UsageError.file("/")) { try ChannelArgument.name("/") }
    #expect(
      UsageError.file("photo.jpg").description
        == "photo.jpg is a file; to show it: shmshare photo.jpg")
  }

  @Test("a name that no channel can have is refused, and any other taken")
  func names() throws {
    #expect(throws: UsageError.self) { try ChannelArgument.name(".hidden") }
    #expect(throws: UsageError.self) { try ChannelArgument.name("") }
    #expect(try ChannelArgument.name("cam-1.left").string == "cam-1.left")
  }
}
