import ShmChannel
import TestSupport
import Testing

@Suite struct TransitionTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }

  @Test("a frame says how long viewers are to fade to it; most say nothing")
  func transition() throws {
    let channel = try Channel.openOrCreate(.standard, root: directory.root)
    let reader = try ChannelReader(name: .standard, root: directory.root)
    for time in [Duration.zero, .milliseconds(700), FrameInfo.maximumTransition] {
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      try loan.write([UInt8](repeating: 1, count: 48).span.bytes)
      _ = try loan.publish(title: "t", transition: time)
      let frame = try reader.latestFrame()
      #expect(frame.info.transition == time)
    }
    try channel.put(2)
    let frame = try reader.latestFrame()
    #expect(frame.info.transition == .zero)
  }

  @Test("a commit that depends on the latest is done only while that is the latest")
  func conditional() throws {
    let channel = try Channel.openOrCreate(.standard, root: directory.root)
    let other = try Channel.openOrCreate(.standard, root: directory.root)
    let first = try channel.put(1)
    var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
    try loan.write([UInt8](repeating: 2, count: 48).span.bytes)
    let second = try loan.publish(title: "", ifLatestIs: first)
    #expect(second?.rawValue == 2)
    var late = try channel.loan(width: 4, height: 3, format: .bgrx)
    try late.write([UInt8](repeating: 3, count: 48).span.bytes)
    let between = try other.put(9, title: "other")
    let refused = try late.publish(title: "", ifLatestIs: Generation(rawValue: 2))
    #expect(refused == nil)
    #expect(try directory.root.list().channels.first?.frame?.title == "other")
    // The loan goes on.
    let third = try late.publish(title: "third", ifLatestIs: between)
    #expect(third?.rawValue == 4)
  }
}
