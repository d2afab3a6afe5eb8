import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("The bridge to an MQTT broker, in trouble") struct MQTTBridgeTroubleTests {
  private let first = Picture.noise(60, 40, seed: 1)
  private let second = Picture.noise(50, 30, seed: 2)

  @Test("a broker that is killed and comes back empty has the newest picture again, both ways")
  func killedBroker() throws {
    let broker = try BrokerStage()
    let sender = try broker.publish("--png")
    let receiver = try broker.subscribe()
    try broker.home.put(first)
    try broker.awaitHeld(first, receiver)
    try broker.killBroker()
    for bridge in [sender, receiver] {
      try broker.await(
        "shmshare: \(broker.url): the connection is lost", of: bridge)
    }
    try broker.home.put(second)
    try broker.startBroker()
    try broker.awaitHeld(second, receiver)
    #expect(try broker.retained("shmview/default/state") == Array("online".utf8))
    for bridge in [sender, receiver] { #expect(try bridge.end() == .exited(0)) }
  }

  @Test("a broker that is not there costs a line for all channels, and is found when it comes")
  func lateBroker() throws {
    let broker = try BrokerStage()
    try broker.killBroker()
    try broker.home.put(first)
    try broker.home.put(second, channel: "other")
    let bridge = try broker.publish("--all")
    try broker.await("\(broker.url): cannot connect: Connection refused; trying again", of: bridge)
    try broker.startBroker()
    for name in ["default", "other"] { try broker.await("\(name): generation 1", of: bridge) }
    #expect(broker.complaints(of: bridge).count == 1)
    #expect(try bridge.end() == .exited(0))
    try broker.killBroker()
    let other = try broker.publish()
    try broker.await("trying again", of: other)
    #expect(try other.end() == .exited(75))
  }

  @Test("a publisher that is killed is offline, by its will")
  func killedPublisher() throws {
    let broker = try BrokerStage()
    try broker.home.put(first)
    let bridge = try broker.publish()
    try broker.await("generation 1", of: bridge)
    try bridge.end(by: SIGKILL)
    try eventually("it is online") {
      try broker.retained("shmview/default/state") == Array("offline".utf8)
    }
    let next = try broker.publish()
    try broker.await("generation 1", of: next)
    #expect(try broker.retained("shmview/default/state") == Array("online".utf8))
    #expect(try next.end() == .exited(0))
  }

  @Test("a message that the broker does not take costs a line, and a smaller one goes")
  func tooLarge() throws {
    for setting in ["message_size_limit 4000", "max_packet_size 4000"] {
      let broker = try BrokerStage("allow_anonymous true\n\(setting)")
      let bridge = try broker.publish("--png")
      try broker.home.put(.noise(100, 100))
      try broker.await(
        "shmshare: shmview/default/image: the broker takes no picture of ", of: bridge)
      #expect(bridge.standardError.hasSuffix(" bytes; for smaller ones: --jpeg or --fit\n"))
      try broker.home.put(.noise(20, 20))
      try broker.await("generation 2, 20x20", of: bridge)
      #expect(broker.complaints(of: bridge).count == 1, "\(bridge.standardError)")
      #expect(try bridge.end() == .exited(0))
    }
  }

  /// A publisher, and a subscriber behind a line that can be held down, which has the first
  /// picture.
  private func slowlySubscribed() throws -> (BrokerStage, SlowLine, Program, Program) {
    let broker = try BrokerStage()
    let line = try SlowLine(to: broker)
    let sender = try broker.publish("--png")
    let receiver = try broker.subscribe(url: line.url)
    try broker.home.put(first)
    try broker.awaitHeld(first, receiver)
    return (broker, line, sender, receiver)
  }

  @Test("a stalled line ends on the newest picture, and none of those between")
  func stall() throws {
    let (broker, line, sender, receiver) = try slowlySubscribed()
    try line.tell("rate 0")
    for number in 2...12 {
      try broker.home.put(.noise(60, 40, seed: UInt64(number)))
      try broker.await("generation \(number), ", of: sender)
    }
    try line.tell("rate -")
    let start = ContinuousClock.now
    try broker.awaitHeld(.noise(60, 40, seed: 12), receiver)
    // No pull is waited for until it is given up.
    #expect(ContinuousClock.now - start < .seconds(30))
    // The pull that was under way may still have brought one of them.
    #expect(try broker.away.held().generation <= 3)
    for bridge in [sender, receiver] { #expect(try bridge.end() == .exited(0)) }
  }

  @Test("a subscriber on a slow line is sent those pictures alone that it pulls, the newest last")
  func slowSubscriber() throws {
    let (broker, line, sender, receiver) = try slowlySubscribed()
    func picture(_ number: Int) -> Picture { .noise(150, 100, seed: UInt64(number)) }
    let byteCount = picture(2).png().count
    // All of them come while the first is on its way.
    let rate = byteCount / 4
    let before = try line.tell("rate \(rate)")
    try broker.home.put(picture(2))
    try eventually("the first is on its way") {
      try line.tell("rate \(rate)") - before > byteCount / 4
    }
    try line.tell("rate 0")
    for number in 3...9 { try broker.home.put(picture(number)) }
    try broker.await("generation 9, ", of: sender)
    try line.tell("rate -")
    try broker.awaitHeld(picture(9), receiver)
    #expect(try line.tell("rate -") - before < 4 * byteCount)
    // The one that was on its way is shown as well, though others had been announced when it came.
    #expect(try broker.away.held().generation >= 3)
    for bridge in [sender, receiver] { #expect(try bridge.end() == .exited(0)) }
  }

  @Test("a publisher on a slow line skips pictures, and a cut in one of them costs nothing")
  func slowPublisher() throws {
    let broker = try BrokerStage()
    let line = try SlowLine(to: broker)
    let sender = try broker.publish("--png", url: line.url)
    let receiver = try broker.subscribe()
    try broker.home.put(first)
    try broker.awaitHeld(first, receiver)
    try line.tell("rate 0")
    for number in 2...9 { try broker.home.put(.noise(60, 40, seed: UInt64(number))) }
    try line.tell("cut")
    try line.tell("rate -")
    try broker.awaitHeld(.noise(60, 40, seed: 9), receiver)
    try broker.await("generation 9, ", of: sender)
    #expect(sender.standardOutput.split(separator: "\n").count < 9)
    for bridge in [sender, receiver] { #expect(try bridge.end() == .exited(0)) }
  }

  @Test("a broker that knows MQTT 3.1.1 alone is spoken to in that, both ways")
  func oldBroker() throws {
    let broker = try BrokerStage()
    let line = try SlowLine(to: broker)
    try line.tell("old")
    let sender = try broker.publish("--png", "--ttl", "5", url: line.url)
    let receiver = try broker.subscribe(url: line.url)
    try broker.home.put(first)
    try broker.awaitHeld(first, receiver)
    try broker.home.put(second)
    try broker.awaitHeld(second, receiver)
    for bridge in [sender, receiver] {
      #expect(try bridge.end() == .exited(0))
      #expect(bridge.standardError == "")
    }
  }

  @Test("shared memory that is full costs a line, and the picture comes when there is room")
  func fullMemory() throws {
    let broker = try BrokerStage()
    let tmpfs = try Tmpfs(at: broker.away.rootPath, byteCount: 1 << 20)
    let filler = broker.away.rootPath + "/filler"
    let bridge = try broker.subscribe("--max-memory", "\(1 << 30)")
    let file = try broker.home.file(.plain(0x12_3456, 300, 200))
    try broker.away.put(first, channel: "filler-channel")
    try Folder.fill(filler, tmpfs.freeByteCount - 100_000)
    try broker.send(file: file, as: 1)
    try broker.await("not enough shared memory", of: bridge)
    Folder.remove(filler)
    try broker.awaitHeld(.plain(0x12_3456, 300, 200), bridge)
    #expect(try bridge.end() == .exited(0))
  }
}

extension Folder {
  /// Writes a file of that many bytes.
  fileprivate static func fill(_ path: String, _ byteCount: Int) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    guard posix_fallocate(file, 0, off_t(byteCount)) == 0 else {
      throw TestFailure("cannot write \(path)")
    }
  }
}
