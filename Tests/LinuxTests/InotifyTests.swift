import Glibc
import SystemPackage
import Testing

@testable import Linux

@Suite struct InotifyTests {
  @Test("what happens in a directory is told by name")
  func names() throws {
    let scratch = Scratch()
    let inotify = try Inotify()
    let watch = try inotify.watch(
      PathBytes(scratch.path), for: [.created, .closedAfterWriting, .onlyDirectory])
    #expect(inotify.takeEvents() == [])
    try scratch.write("x", to: "new")
    let events = inotify.takeEvents()
    #expect(events.map(\.mask) == [.created, .closedAfterWriting])
    #expect(events.map(\.name) == ["new", "new"])
    #expect(events.allSatisfy { $0.watch == watch })
  }

  @Test("an event about what is watched itself has no name")
  func itself() throws {
    let scratch = Scratch()
    let path = try scratch.write("x", to: "file")
    let inotify = try Inotify()
    let watch = try inotify.watch(path, for: [.deletedSelf])
    unlink(path.description)
    let events = inotify.takeEvents()
    #expect(events.map(\.mask) == [.deletedSelf, .ignored])
    #expect(events.map(\.name) == [nil, nil])
    inotify.remove(watch)  // which the kernel has ended
  }

  @Test("both halves of a move have one cookie, in more events than one read takes")
  func moves() throws {
    let scratch = Scratch()
    let inotify = try Inotify()
    _ = try inotify.watch(PathBytes(scratch.path), for: [.movedFrom, .movedTo])
    try scratch.write("x", to: "0")
    let name = String(repeating: "n", count: 200)
    for number in 0..<400 {
      rename(
        scratch(number == 0 ? "0" : name + "\(number)").description,
        scratch(name + "\(number + 1)").description)
    }
    let events = inotify.takeEvents()
    try #require(events.count == 800)
    for pair in 0..<400 { #expect(events[2 * pair].cookie == events[2 * pair + 1].cookie) }
    #expect(events.last?.name == PathBytes(name + "400"))
  }

  @Test("a record that is cut off is left alone, and lost events have no watch")
  func records() {
    let header = { (watch: Int32, mask: UInt32, length: UInt32) -> [UInt8] in
      [UInt32(bitPattern: watch), mask, 0, length].withUnsafeBytes { Array($0) }
    }
    var bytes = header(-1, UInt32(IN_Q_OVERFLOW), 0)
    bytes += header(1, UInt32(IN_CREATE), 8) + [0x61, 0, 0, 0, 0, 0, 0, 0]
    let whole = bytes.count
    bytes += header(2, UInt32(IN_CREATE), 8) + [0x62]
    for count in whole..<bytes.count {
      let events = bytes.withUnsafeBytes {
        Inotify.Event.all(in: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      #expect(events.map(\.name) == [nil, "a"])
      #expect(events.map(\.watch) == [nil, Inotify.Watch(number: 1)])
      #expect(events.map(\.mask) == [.overflow, .created])
    }
  }

  @Test("a path that cannot be watched says why")
  func refusal() throws {
    let inotify = try Inotify()
    let error = #expect(throws: SystemError.self) {
      _ = try inotify.watch("/dev/null", for: [.created, .onlyDirectory])
    }
    #expect(error == SystemError("inotify_add_watch", "/dev/null", errno: .notDirectory))
  }
}
