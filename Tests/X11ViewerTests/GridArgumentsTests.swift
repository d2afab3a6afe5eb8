import ShmChannel
import Testing
import ViewerCore

@testable import X11Viewer

@Suite struct GridArgumentsTests {
  @Test("what cannot go together with several channels is refused with what to do")
  func together() throws {
    var options = try Self.options(["a", "b", "c"])
    try GridArguments.check(options, isSole: false, isShow: false)
    #expect(throws: UsageError.slideshowOfSeveral) {
      try GridArguments.check(options, isSole: false, isShow: true)
    }
    #expect(throws: UsageError.ifNoneOfSeveral) {
      try GridArguments.check(options, isSole: true, isShow: false)
    }
    options.grid = GridShape(columns: 2, rows: 1)
    let small = UsageError.smallGrid(GridShape(columns: 2, rows: 1), channelCount: 3)
    #expect(throws: small) { try GridArguments.check(options, isSole: false, isShow: false) }
    #expect(small.description == "--grid 2x1 is too small for 3 channels")
    options.grid = nil
    options.showsAll = true
    #expect(throws: UsageError.allAndSome("a")) {
      try GridArguments.check(options, isSole: false, isShow: false)
    }
  }

  @Test("a window of one channel may have any of it")
  func one() throws {
    var options = try Self.options(["a"])
    options.grid = GridShape(columns: 2, rows: 2)
    try GridArguments.check(options, isSole: true, isShow: true)
    #expect(!options.isSeveral)
  }

  @Test("words behind -- are known as such")
  func words() throws {
    let command = try Shmview.parseMarked(["a", "b", "--fit", "fill", "--", "-t", "8", "--once"])
    #expect(command.channels == ["a", "b"])
    #expect(command.showOptions == ["-t", "8", "--once"])
    #expect(try Shmview.parseMarked(["a", "b"]).showOptions == [])
    #expect(try Shmview.parseMarked(["--", "a"]).namedChannels().map(\.string) == ["a"])
  }

  private static func options(_ names: [String]) throws -> Options {
    let channels = try names.map { try ChannelName($0) }
    return Options(channel: channels[0], channels: channels)
  }
}
