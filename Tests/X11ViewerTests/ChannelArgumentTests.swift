import Glibc
import ShmChannel
import Testing

@testable import X11Viewer

@Suite struct ChannelArgumentTests {
  @Test("a name with a slash is taken for a file, or for the directory that it is")
  func path() {
    #expect(throws: UsageError.file("./no-such-cam")) {
      try ChannelArgument.name("./no-such-cam")
    }
    #expect(throws: UsageError.directory("/")) { try ChannelArgument.name("/") }
    #expect(throws: UsageError.directory("/dev")) { try ChannelArgument.name("/dev") }
  }

  @Test("the words say how to show a file, and a directory")
  func words() {
    #expect(
      UsageError.file("photo.jpg").description
        == "photo.jpg is a file; to show it: shmshare photo.jpg")
    for path in ["my/photos", "my/photos/"] {
      #expect(
        UsageError.directory(path).description
          == "\(path) is a directory; to show it: shmview --slideshow \(path)")
    }
  }

  @Test("a file of that name here is taken for the file, a directory for the channel")
  func hereIs() throws {
    // Of the package's root, where tests run.
    #expect(throws: UsageError.file("Package.swift")) {
      try ChannelArgument.name("Package.swift")
    }
    #expect(try ChannelArgument.name("Sources").string == "Sources")
  }

  @Test("a name that no channel can have is refused, and any other taken")
  func names() throws {
    #expect(throws: UsageError.self) { try ChannelArgument.name(".hidden") }
    #expect(throws: UsageError.self) { try ChannelArgument.name("") }
    #expect(try ChannelArgument.name("cam-1.left").string == "cam-1.left")
  }

  @Test("--channel names a channel whatever files there are; two names must be the same")
  func option() throws {
    let channel = ChannelArgument.channel
    #expect(try channel(nil, "Package.swift")?.string == "Package.swift")
    #expect(try channel("cam", nil)?.string == "cam")
    #expect(try channel("cam", "cam")?.string == "cam")
    #expect(try channel(nil, nil) == nil)
    #expect(throws: UsageError.twoChannels("a", "b")) { try channel("a", "b") }
    #expect(throws: UsageError.self) { try channel(nil, "a/b") }
    #expect(
      UsageError.twoChannels("a", "b").description == "a window shows one channel, not a and b")
  }

  @Test("beside a slideshow, what cannot be meant is refused with what to write")
  func besideSlideshow() throws {
    let check = ChannelArgument.check
    for option in ["--channel", "--channel=x", "--private", "--die-with-parent"] {
      #expect(throws: UsageError.ownOption(String(option.prefix { $0 != "=" }))) {
        try check(nil, ["-t", "3", option])
      }
    }
    #expect(throws: UsageError.secondDirectory("Sources")) { try check("Sources", []) }
    try check("cam", ["-t", "3", "--shuffle"])
    #expect(
      UsageError.ownOption("--channel").description
        == "--channel is not for the slideshow: its channel is the window's; "
        + "to name it: shmview CHANNEL --slideshow DIR")
    #expect(
      UsageError.secondDirectory("b").description
        == "b is a directory; to show it as well: --slideshow b; "
        + "for the channel of that name: --channel b")
  }
}
