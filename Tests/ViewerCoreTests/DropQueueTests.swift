import ShmChannel
import Testing

@testable import ViewerCore

@Suite struct DropQueueTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  private static func path(_ name: String) -> [UInt8] { Array("/tmp/\(name)".utf8) }

  @Test("files are put one after the other, in their order")
  func order() {
    var queue = DropQueue()
    #expect(queue.start(at: start) == nil && queue.deadline(after: start) == nil)
    queue.append([Self.path("a"), Self.path("b")])
    #expect(queue.start(at: start) == Self.path("a"))
    #expect(queue.start(at: start) == nil)
    queue.append([Self.path("c")])
    queue.didEnd()
    #expect(queue.start(at: start) == Self.path("b"))
    queue.didEnd()
    #expect(queue.start(at: start) == Self.path("c"))
    queue.didEnd()
    #expect(queue == DropQueue())
  }

  @Test("a put that takes more than a second is told of, with how many wait")
  func note() {
    var queue = DropQueue()
    queue.append([Self.path("slow\n.svg"), Self.path("b"), Self.path("c")])
    _ = queue.start(at: start)
    let second = start + .seconds(1)
    #expect(queue.note(at: start) == nil && queue.deadline(after: start) == second)
    #expect(queue.note(at: second) == "reading \(Title.sanitized("slow\n.svg")), 2 more")
    queue.didEnd()
    #expect(queue.note(at: second) == nil)
    _ = queue.start(at: second)
    queue.didEnd()
    _ = queue.start(at: second)
    #expect(queue.note(at: second + .seconds(2)) == "reading c")
  }

  @Test("a put that has had its time is given up, and the next one begins")
  func limit() {
    var queue = DropQueue()
    queue.append([Self.path("gone"), Self.path("b")])
    _ = queue.start(at: start)
    let end = start + DropQueue.limit
    #expect(queue.deadline(after: start + .seconds(1)) == end)
    #expect(queue.giveUp(at: end - .nanoseconds(1)) == nil)
    #expect(queue.giveUp(at: end) == "gone took more than 40 s to be read; it was given up")
    #expect(queue.giveUp(at: end) == nil)
    #expect(queue.start(at: end) == Self.path("b"))
    #expect(queue.deadline(after: end) == end + .seconds(1))
  }
}
