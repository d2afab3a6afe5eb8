import Glibc
import Linux
import Testing

@Suite struct PollerTests {
  @Test("a wake names what is ready, and nothing else")
  func descriptors() throws {
    let first = try Pipe()
    let second = try Pipe()
    var poller = Poller<String>()
    poller.add(first.reading.number, as: "first")
    poller.add(second.reading.number, as: "second")
    #expect(try poller.wait(isBlocking: false) == [])
    try writeAll([1], to: second.writing.number)
    #expect(try poller.wait() == ["second"])
    try writeAll([1], to: first.writing.number)
    #expect(try poller.wait() == ["first", "second"])
    poller.remove("second")
    #expect(try poller.wait() == ["first"])
  }

  @Test("what is ignored ends no wait, and is told once it is heard again")
  func ignored() throws {
    let first = try Pipe()
    let second = try Pipe()
    var poller = Poller<String>()
    poller.add(first.reading.number, as: "first")
    poller.add(second.reading.number, as: "second")
    try writeAll([1], to: first.writing.number)
    #expect(try poller.wait() == ["first"])
    for _ in 0..<2 { poller.ignore("first", true) }
    #expect(try poller.wait(isBlocking: false) == [])
    try writeAll([1], to: second.writing.number)
    #expect(try poller.wait() == ["second"])
    for _ in 0..<2 { poller.ignore("first", false) }
    #expect(try poller.wait() == ["first", "second"])
    poller.ignore("third", true)
  }

  @Test("more than the limit on descriptors allows is heard all the same, with deadlines")
  func limited() async {
    await #expect(processExitsWith: .success) {
      let first = try Pipe()
      let second = try Pipe()
      var poller = Poller<String>()
      poller.add(first.reading.number, as: "first")
      poller.add(second.reading.number, as: "second")
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = 1
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let nothing = try poller.wait(isBlocking: false)
      try writeAll([1], to: second.writing.number)
      let news = try poller.wait()
      _ = try readSome(second.reading.number, atMost: 1)
      poller.setDeadline(of: "time", after: .milliseconds(70))
      let time = try poller.wait()
      precondition((nothing, news, time) == ([], ["second"], ["time"]))
    }
  }

  @Test("room to write can be waited for, and the other side's going comes unasked")
  func writing() throws {
    var poller = Poller<String>()
    let ends = try Pipe()
    poller.add(ends.writing.number, for: .writable, as: "room")
    #expect(try poller.wait() == ["room"])
    #expect(Readiness.readable.now(of: ends.reading.number) == [])
    try writeAll([1], to: ends.writing.number)
    #expect(Readiness.readable.now(of: ends.reading.number) == .readable)
  }

  @Test("deadlines come in order, each once, and not before their time")
  func deadlines() throws {
    var poller = Poller<Int>()
    let start = Clock.monotonic()
    poller.setDeadline(of: 2, at: start + .milliseconds(2))
    poller.setDeadline(of: 1, at: start + .milliseconds(1))
    poller.setDeadline(of: 3, after: .seconds(1000))
    poller.setDeadline(of: 4, at: start)
    poller.setDeadline(of: 4, at: nil)
    var passed: [Int] = []
    while passed.count < 2 {
      let turn = try poller.wait()
      #expect(!turn.isEmpty)
      for token in turn.sorted() {
        #expect(Clock.monotonic() >= start + .milliseconds(token))
        passed.append(token)
      }
    }
    #expect(passed == [1, 2])
    #expect(try poller.wait(isBlocking: false) == [])
    #expect(poller.deadline(of: 1) == nil && poller.deadline(of: 3) != nil)
  }

  @Test("a descriptor and a deadline of one token make one turn")
  func sharing() throws {
    var poller = Poller<String>()
    let ends = try Pipe()
    try writeAll([1], to: ends.writing.number)
    poller.add(ends.reading.number, as: "it")
    poller.setDeadline(of: "it", at: .zero)
    #expect(try poller.wait() == ["it"])
    #expect(poller.deadline(of: "it") == nil)
  }

  @Test("at its end it says what is still registered")
  func end() throws {
    var poller = Poller<String>()
    let ends = try Pipe()
    poller.add(ends.reading.number, as: "pipe")
    poller.setDeadline(of: "time", after: .seconds(1))
    poller.remove("pipe")
    #expect(poller.registered == ["time"])
    #expect(poller.end() == ["time"])
  }

  @Test("a group is ready while a member is")
  func group() throws {
    let group = try DescriptorGroup()
    let ends = try Pipe()
    try group.add(readable: ends.reading.number)
    #expect(Readiness.readable.now(of: group.number) == [])
    try writeAll([1], to: ends.writing.number)
    #expect(Readiness.readable.now(of: group.number) == .readable)
  }

  @Test("a wait for one descriptor ends with its readiness, or at its deadline")
  func waiting() throws {
    let ends = try Pipe()
    let readable = Readiness.readable
    #expect(try readable.wait(on: ends.reading.number, until: Deadline(after: .zero)) == [])
    try writeAll([1], to: ends.writing.number)
    #expect(try readable.wait(on: ends.reading.number) == .readable)
    #expect(readable.now(of: -1) == [])
    #expect(!readable.now(of: 1_000_000).isDisjoint(with: .failed))
  }
}
