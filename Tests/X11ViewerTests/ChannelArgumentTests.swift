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
    #expect(try channels([], "Package.swift") == ["Package.swift"])
    #expect(try channels(["cam"], nil) == ["cam"])
    #expect(try channels(["cam"], "cam") == ["cam"])
    #expect(try channels([], nil) == [])
    #expect(throws: UsageError.twoChannels("a", "b")) { try channels(["a"], "b") }
    #expect(throws: UsageError.self) { try channels([], "a/b") }
    #expect(
      UsageError.twoChannels("a", "b").description
        == "--channel b names the same channel as the word a would;"
        + " for both in one window: shmview a b")
  }

  @Test("several channels are named once each, up to as many as there are inotify instances for")
  func several() throws {
    #expect(try channels(["a", "b", "c"], nil) == ["a", "b", "c"])
    #expect(throws: UsageError.sameChannel("b")) { try channels(["a", "b", "b"], nil) }
    #expect(
      UsageError.sameChannel("b").description
        == "channel b is named twice; a window shows it once")
    let many = (0..<65).map { "cam\($0)" }
    #expect(try channels(Array(many.dropLast()), nil).count == 64)
    #expect(throws: UsageError.tooManyChannels(65)) { try channels(many, nil) }
    #expect(
      UsageError.tooManyChannels(65).description
        == "a window shows up to 64 channels, not 65: each takes an inotify instance, of which"
        + " Linux grants a user 128")
  }

  private func channels(_ arguments: [String], _ option: String?) throws -> [String] {
    try ChannelArgument.channels(arguments: arguments, option: option).map(\.string)
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
