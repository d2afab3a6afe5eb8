import Testing

@testable import Linux
@testable import Slideshow

@Suite struct NewsQueueTests {
  @Test("the queue knows what is told later of a name")
  func queue() {
    func event(_ name: PathBytes, _ mask: Inotify.Mask, _ cookie: UInt32 = 0) -> Inotify.Event {
      Inotify.Event(watch: Inotify.Watch(number: 1), mask: mask, cookie: cookie, name: name)
    }
    var queue = NewsQueue()
    let leaving = event("a", .movedFrom, 1)
    queue.append([leaving, event("b", .movedTo, 1), event("a", .created)])
    #expect(queue.arrivingCookies == [1])
    var next = queue.next()
    #expect(next == leaving)
    var holds = queue.holdsComing(under: leaving)
    #expect(holds)
    queue.append([event("c", .created)])
    next = queue.next()
    #expect(next?.cookie == 1)
    #expect(queue.arrivingCookies.isEmpty)
    next = queue.next()
    holds = queue.holdsComing(under: leaving)
    #expect(!holds, "what came has been told of")
    holds = queue.holdsComing(under: event("c", .deleted))
    #expect(holds)
    next = queue.next()
    #expect(next != nil)
    next = queue.next()
    #expect(next == nil)
    queue.append([event("a", .deleted)])
    holds = queue.holdsComing(under: leaving)
    #expect(!holds)
  }
}
