import Testing

@testable import ShareCLI
@testable import ShmChannel
@testable import ShmShow

@Suite("ChannelListing")
struct ChannelListingTests {
  @Test("the JSON has every member that is promised, in order")
  func json() throws {
    #expect(
      try ChannelListing.json([Self.full()]) == """
        [{"channel":"default","generation":7,"width":2560,"height":1600,"age_seconds":3.250,\
        "title":"a \\"b\\".jpg","format":"gray16le","range":[0,4095.5],"color_table":"turbo",\
        "transfer":"linear",\
        "captured":12.345,"details":"camera: X\\niso: 100","viewers":[{"name":"shmview","pid":42,"generation":6}],\
        "frames":2,"bytes":32772096,"history":30,"show":null}]
        """)
  }

  @Test("before its first frame a channel has generation 0, and nothing else about a frame")
  func jsonWithoutFrame() throws {
    #expect(
      try ChannelListing.json([Self.empty("new")]) == """
        [{"channel":"new","generation":0,"width":null,"height":null,"age_seconds":null,\
        "title":null,"format":null,"range":null,"color_table":null,"transfer":null,"captured":null,\
        "details":null,"viewers":[],"frames":0,"bytes":0,"history":0,"show":null}]
        """)
  }

  @Test("no channels are an empty array")
  func jsonOfNothing() {
    #expect(ChannelListing.json([]) == "[]")
  }

  @Test("the table's columns are aligned, numbers to the right")
  func table() throws {
    #expect(
      try ChannelListing.table([Self.full(), Self.empty("long-name.2")]) == """
        CHANNEL      GENERATION       SIZE  AGE  VIEWERS   MEMORY  TITLE
        default               7  2560x1600  3 s        1  32.8 MB  a "b".jpg
        long-name.2           0          -    -        0      0 B  (no frame yet)

        """)
  }

  @Test(
    "an age is told in the largest unit that fits",
    arguments: [
      (Duration.zero, "0 s"), (.seconds(-5), "0 s"), (.milliseconds(3_900), "3 s"),
      (.seconds(119), "119 s"), (.seconds(120), "2 min"), (.seconds(7_199), "119 min"),
      (.seconds(7_200), "2 h"), (.seconds(172_800), "2 d"),
    ])
  func age(duration: Duration, text: String) {
    #expect(ChannelListing.age(duration) == text)
  }

  @Test(
    "an amount of memory is told in decimal units",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (8_298_496, "8.3 MB"),
      (999_960, "1.0 MB"), (2_500_000_000, "2.5 GB"), (1_234_000_000_000, "1234.0 GB"),
    ])
  func size(bytes: Int, text: String) {
    #expect(ChannelListing.size(bytes: bytes) == text)
  }

  @Test("a slideshow is an object of its own; one that was killed says so")
  func jsonOfShow() throws {
    var show = Self.show
    #expect(
      try ChannelListing.json([Self.empty("s", show: show)]).hasSuffix(
        """
        "show":{"pid":77,"state":"playing","position":12,"count":340,"directory":"~/Pictures","next_change":null,"last_change":null,"failures":0,"last_failure":null,"waiting_for":null}}]
        """))
    show.isRunning = false
    #expect(
      try ChannelListing.json([Self.empty("s", show: show)]).contains(#""state":"killed""#))
    show.isRunning = true
    (show.state, show.nextChange) = (.off, .seconds(1_764_284_400))
    #expect(
      try ChannelListing.json([Self.empty("s", show: show)]).contains(
        #""next_change":1764284400.000,"#))
    (show.lastChange, show.failureCount) = (.seconds(1_764_280_000), 3)
    (show.lastFailure, show.awaited) = ("~/a.png: is damaged", "/nas, which does not answer")
    #expect(
      try ChannelListing.json([Self.empty("s", show: show)]).hasSuffix(
        """
        "last_change":1764280000.000,"failures":3,"last_failure":"~/a.png: is damaged",\
        "waiting_for":"/nas, which does not answer"}}]
        """))
    #expect(
      try ChannelListing.json([Self.empty("s", show: show)]).contains(#""state":"off""#))
  }

  @Test("the table has a column for slideshows where there is one")
  func tableWithShow() throws {
    var paused = Self.show
    paused.state = .paused
    paused.directory = String(repeating: "x", count: 30) + "/2026/the end of it"
    let channels = try [
      Self.empty("a", show: Self.show), Self.empty("b", show: paused), Self.empty("c"),
    ]
    #expect(
      ChannelListing.table(channels) == """
        CHANNEL  GENERATION  SIZE  AGE  VIEWERS  MEMORY  SHOW                                                    \
        TITLE
        a                 0     -    -        0     0 B  12/340 playing ~/Pictures                               \
        (no frame yet)
        b                 0     -    -        0     0 B  12/340 paused …xxxxxxxxxxxxxxxxxxxx/2026/the end of it  \
        (no frame yet)
        c                 0     -    -        0     0 B  -                                                       \
        (no frame yet)

        """)
  }

  private static var show: ShowStatus {
    var show = ShowStatus(state: .playing, position: 12, count: 340, directory: "~/Pictures")
    show.processID = 77
    return show
  }

  private static func full() throws -> ListedChannel {
    let id = ChannelID(low: 1, high: 2)
    let channel = ChannelSummary(
      name: .standard, generation: Generation(rawValue: 7),
      frame: FrameInfo(
        channelID: id, serial: Serial(rawValue: 3), generation: Generation(rawValue: 7),
        layout: FrameLayout(width: 2560, height: 1600, format: .gray16), publishedAt: .zero,
        caption: Caption(
          title: "a \"b\".jpg", range: SampleRange(low: 0, high: 4095.5), colorTable: .turbo,
          transfer: .linear,
          capturedAt: .milliseconds(12_345), details: "camera: X\niso: 100")),
      age: .milliseconds(3_250),
      viewers: [.init(name: "shmview", processID: 42, generation: Generation(rawValue: 6))],
      frameCount: 2, allocatedByteCount: 32_772_096, history: 30)
    return ListedChannel(channel: channel, show: nil)
  }

  private static func empty(_ name: String, show: ShowStatus? = nil) throws -> ListedChannel {
    let channel = ChannelSummary(
      name: try ChannelName(name), generation: .empty, frame: nil, age: nil, viewers: [],
      frameCount: 0, allocatedByteCount: 0, history: 0)
    return ListedChannel(channel: channel, show: show)
  }
}
