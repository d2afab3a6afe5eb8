import Glibc
import ShmChannel
import TestSupport
import Testing

/// What people do in viewers, told and heard.
@Suite struct EventLogTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard
  var log: String { directory.path("default/events") }
  var hasLog: Bool { Folder.entries(directory.path("default")).contains("events") }

  func open() throws -> Channel { try Channel.openOrCreate(name, root: directory.root) }

  /// A reader that counts as a viewer, attached.
  func viewer() throws -> ChannelReader {
    let reader = try ChannelReader(
      name: name, root: directory.root, presence: .viewer(name: "viewer"))
    _ = try reader.refresh()
    return reader
  }

  func listener() throws -> EventListener {
    try EventListener(name: name, root: directory.root)
  }

  func key(_ code: UInt32) -> ViewerEvent {
    var event = ViewerEvent(.key, at: .seconds(1_000))
    event.code = code
    return event
  }

  func codes(_ news: [EventListener.News]) -> [UInt32?] {
    news.map { if case .event(let event) = $0 { event.code } else { nil } }
  }

  @Test("a viewer that stands still with the log's lock is waited for no longer than five seconds")
  func stuckViewer() throws {
    _ = try open()
    let number = Glibc.open(log, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(number) }
    #expect(flock(number, LOCK_EX) == 0)
    #expect(throws: ChannelError.lockHeld(path: log, holder: "a viewer", waited: .seconds(5))) {
      _ = try listener()
    }
  }

  @Test("an event comes as it was told")
  func roundTrip() throws {
    _ = try open()
    let viewer = try viewer()
    let listener = try listener()
    var event = ViewerEvent(.wheel, at: .milliseconds(1_234_567))
    event.code = 5
    event.modifiers = 4
    event.generation = Generation(rawValue: 9)
    event.place = ViewerEvent.Place(x: -1.25, y: 3e9)
    event.width = 2.5
    event.height = 7
    event.keyName = "a\nname"
    viewer.tell(event)
    #expect(try listener.wait(timeout: .seconds(60)))
    let news = try listener.take()
    guard case .event(let heard) = news.first, news.count == 1 else {
      Issue.record("\(news)")
      return
    }
    let file = try #require(Folder.entries(directory.path("default/viewers")).first)
    #expect(String(heard.viewer, radix: 16) == String(file.drop { $0 == "0" }))
    event.keyName = "a\u{FFFD}name"
    #expect(heard.kind == event.kind)
    #expect(heard.code == event.code)
    #expect(heard.modifiers == event.modifiers)
    #expect(heard.generation == event.generation)
    #expect(heard.time == event.time)
    #expect(heard.place == event.place)
    #expect(heard.width == event.width)
    #expect(heard.height == event.height)
    #expect(heard.keyName == event.keyName)
    #expect(try listener.take().isEmpty)
  }

  @Test("where nobody listens there is no log, and one that was left goes")
  func alone() throws {
    _ = try open()
    let viewer = try viewer()
    viewer.tell(key(1))
    #expect(!hasLog)
    do {
      let listener = try listener()
      #expect(hasLog)
      viewer.tell(key(2))
      #expect(codes(try listener.take()) == [2])
    }
    #expect(hasLog, "its end costs nothing")
    viewer.tell(key(3))
    #expect(!hasLog)
  }

  @Test("each listener hears all from its beginning on, also after the log was deleted")
  func several() throws {
    _ = try open()
    let viewer = try viewer()
    let first = try listener()
    viewer.tell(key(1))
    let second = try listener()
    viewer.tell(key(2))
    #expect(codes(try first.take()) == [1, 2])
    #expect(codes(try second.take()) == [2])
    Folder.remove(log)
    #expect(try first.take().isEmpty)
    #expect(try second.take().isEmpty)
    viewer.tell(key(3))
    #expect(codes(try first.take()) == [3])
    #expect(codes(try second.take()) == [3])
  }

  @Test("a listener waits for the channel, and follows it when it is made anew")
  func following() throws {
    let listener = try listener()
    #expect(try listener.take().isEmpty)
    for _ in 0..<2 {
      _ = try open()
      #expect(try listener.wait(timeout: .seconds(60)))
      _ = try listener.take()
      try viewer().tell(key(7))
      #expect(codes(try listener.take()) == [7])
      try directory.root.remove(name)
      _ = try listener.take()
    }
  }

  @Test("a listener that falls behind is told once, and the log stays small")
  func behind() throws {
    _ = try open()
    let viewer = try viewer()
    let listener = try listener()
    let count: UInt32 = 12_000
    for code in 1...count { viewer.tell(key(code)) }
    let heard = codes(try listener.take())
    #expect(heard.first == .some(nil))
    let rest = heard.dropFirst().compactMap { $0 }
    #expect(rest.count == heard.count - 1)
    #expect(rest.count >= 2048)
    #expect(rest.elementsEqual((rest.first ?? 0)...count))
    var status = stat()
    #expect(stat(log, &status) == 0)
    #expect(status.st_blocks * 512 <= 600_000)
  }

  @Test("bytes that are no record are passed over")
  func garbage() throws {
    _ = try open()
    let viewer = try viewer()
    let listener = try listener()
    overwrite(log, at: 0, [UInt8](repeating: 7, count: 200))
    viewer.tell(key(1))
    overwrite(log, at: 256 + 50, [9])
    viewer.tell(key(2))
    #expect(codes(try listener.take()) == [2])
  }

  @Test("what Python tells is heard, and what we tell is heard by Python")
  func interoperability() throws {
    let python = PythonTools(root: directory)
    _ = try open()
    let viewer = try viewer()
    let theirs = try python.start("events.py", ["--count", "1"])
    #expect(theirs.line() == "ready")
    var event = key(0x61)
    event.place = ViewerEvent.Place(x: 1.5, y: 2)
    viewer.tell(event)
    #expect(theirs.line() == "key a 97 1.5 2.0")
    #expect(theirs.wait() == 0)
    let listener = try listener()
    #expect(try python.start("events.py", ["--tell", "98"]).wait() == 0)
    #expect(codes(try listener.take()) == [98])
  }

  @Test("a publisher may wait for somebody to look")
  func waitingForViewer() throws {
    let channel = try open()
    #expect(try !channel.waitForViewer(timeout: .milliseconds(20)))
    let viewer = try viewer()
    #expect(try channel.waitForViewer(timeout: .seconds(60)))
    withExtendedLifetime(viewer) {}
  }
}
