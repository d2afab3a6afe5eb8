import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// The language between a show and the process that looks at files for it.
@Suite struct LookoutMessageTests {
  private static let odd = FilePath("/a/\u{1}é\n ")
  private static let events: [WatchEvent] = [
    .added(odd, nil, isNew: true),
    .added("/b", FileStamp(modified: -1, byteCount: .max), isNew: false),
    .replaced("/b", FileStamp(modified: .min, byteCount: 0)), .replaced("/b", nil), .removed(odd),
    .directoryMissing("/d", .notDirectory), .directoryBack("/d"), .unreadable("/", .ioError),
    .polling("/d", .fileSystem("NFS")), .polling("/d", .watchLimit), .polling("/d", .noInotify),
    .overflow, .scanned, .gathered, .forgotten([]), .moved(odd, to: "/b", nil),
    .moved("/b", to: odd, FileStamp(modified: 1, byteCount: 2, taken: 3)),
    .forgotten([NamedPlace(odd, alternative: "/q", mayBecomeDirectory: false)]),
  ]

  private static let messages: [LookoutMessage] =
    events.map { .happened($0) } + [
      .looking(odd), .resting, .found(.max, .picture), .found(0, .other),
      .found(7, .unreadable("no\npermission")), .found(8, .shortage("")),
      .listed,
    ]

  private static var requests: [LookoutRequest] {
    var options = DirectoryWatcher.Options()
    options.directories = [odd, "/d"]
    options.files = ["/f"]
    options.places = [
      NamedPlace("/p", mayBecomeDirectory: true),
      NamedPlace(odd, alternative: "/q", mayBecomeDirectory: false),
    ]
    options.listed = [NamedPlace("/l", mayBecomeDirectory: false)]
    options.list = .open
    options.isRecursive = true
    options.followsLinks = true
    options.filter.showsHidden = true
    options.filter.included = ["*.jpg", "é"]
    options.filter.excluded = ["x"]
    options.needsStamps = true
    options.needsCaptureTimes = true
    options.needsPictures = true
    options.pollInterval = .milliseconds(1500)
    options.silent = ["/d/e", "/g"]
    options.knownUntil = -5
    return [.watch(options), .watch(DirectoryWatcher.Options()), .look(3, odd)]
      + [.list(options.places, .beginning), .list([], .ended)]
  }

  @Test("messages are read as they were written, in pieces of any size", arguments: 1..<40)
  func messages(size: Int) throws {
    let bytes = Self.messages.flatMap { MessageStream.framed($0.bytes) }
    var stream = MessageStream()
    var read: [LookoutMessage] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      stream.append(bytes[start..<min(start + size, bytes.count)])
      while let next = try stream.next() { read.append(try #require(LookoutMessage(next))) }
    }
    #expect(read == Self.messages)
  }

  @Test("requests are read as they were written")
  func requests() throws {
    for request in Self.requests { #expect(LookoutRequest(request.bytes[...]) == request) }
  }

  @Test("what is cut short, too long or from another world is no message")
  func nonsense() throws {
    for bytes in Self.messages.map(\.bytes) {
      for count in 0..<bytes.count { #expect(LookoutMessage(bytes.prefix(count)) == nil) }
      #expect(LookoutMessage((bytes + [0])[...]) == nil)
    }
    for bytes in Self.requests.map(\.bytes) {
      for count in 0..<bytes.count { #expect(LookoutRequest(bytes.prefix(count)) == nil) }
      #expect(LookoutRequest((bytes + [0])[...]) == nil)
    }
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
        UInt8.random(in: 0..<9, using: &generator)
      }
      _ = LookoutMessage(bytes[...])
      _ = LookoutRequest(bytes[...])
    }
    var stream = MessageStream()
    stream.append([UInt8](repeating: 0xFF, count: 8))
    #expect(throws: MessageStream.Nonsense.self) { try stream.next() }
  }
}
