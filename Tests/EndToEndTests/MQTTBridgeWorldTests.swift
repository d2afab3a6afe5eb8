import Glibc
import ShmChannel
import TestSupport
import Testing

/// What a broker, and what is behind it, may do to a bridge without being broken.
@Suite("The bridge to an MQTT broker that moves, forgets, is full or sends things round")
struct MQTTBridgeWorldTests {
  private let first = Picture.noise(60, 40, seed: 1)
  private let second = Picture.noise(50, 30, seed: 2)

  @Test("a broker that moves to another address is found there by its name, both ways")
  func moved() throws {
    let before = try BrokerStage()
    let hosts = try before.home.folder.write(
      Array("\(before.host) broker.test\n".utf8), to: "hosts")
    let url = "mqtt://broker.test:\(before.port)"
    /// Starts shmshare where that file is /etc/hosts.
    func start(_ stage: Stage, _ arguments: String...) throws -> Program {
      let script = #"mount --bind "$0" /etc/hosts && exec "$@""#
      return try stage.start(
        "unshare",
        ["--mount", "sh", "-c", script, hosts, Product.shmshare.path, "bridge", "mqtt", url]
          + arguments)
    }
    let sender = try start(before.home, "--publish", "--png")
    let receiver = try start(before.away, "--subscribe")
    try before.home.put(first)
    try before.awaitHeld(first, receiver)
    try before.killBroker()
    let after = try BrokerStage(port: before.port)
    try before.home.folder.write(Array("\(after.host) broker.test\n".utf8), to: "hosts")
    try before.home.put(second)
    try before.awaitHeld(second, receiver)
    #expect(try Picture(png: #require(try after.retained("shmview/default/image"))) == second)
    for bridge in [sender, receiver] {
      #expect(bridge.standardError.hasPrefix("shmshare: \(url): the connection is lost"))
      #expect(try bridge.end() == .exited(0))
    }
  }

  @Test("a picture that expires at the broker stays where it is shown, and the next one comes")
  func expiry() throws {
    let broker = try BrokerStage()
    let sender = try broker.publish("--png", "--ttl", "2")
    let receiver = try broker.subscribe()
    try bring(first, by: broker)
    for kind in ["meta", "image"] {
      try eventually("\(kind) expires") { try broker.retained("shmview/default/\(kind)") == nil }
    }
    #expect(try broker.retained("shmview/default/state") == Array("online".utf8))
    // Whoever comes then has nothing, and nothing to complain of.
    #expect(try receiver.end() == .exited(0))
    #expect(try broker.away.held().picture == first)
    let before = try broker.away.held().generation
    let late = try broker.subscribe()
    try bring(second, by: broker)
    #expect(try broker.away.held().generation > before)
    for bridge in [sender, late] { #expect(try bridge.end() == .exited(0)) }
    for bridge in [sender, receiver, late] { #expect(bridge.standardError == "") }
  }

  /// Puts a picture until it is on the other side: it may expire before that has asked for it.
  private func bring(_ picture: Picture, by broker: BrokerStage) throws {
    var patience = Duration.seconds(2)
    try eventually("it is on the other side") {
      try broker.home.put(picture)
      let isThere: Void? = try? eventually("it comes", within: patience) {
        (try? broker.away.held().picture) == picture
      }
      patience *= 2
      return isThere != nil
    }
  }

  @Test("a broker whose disk is full goes on, and has the newest picture again after its restart")
  func fullDisk() throws {
    let broker = try BrokerStage(
      beginning: false,
      """
      allow_anonymous true
      persistence true
      persistence_location @/disk/
      autosave_on_changes true
      autosave_interval 1
      """)
    let disk = try Tmpfs(at: broker.home.folder.path("disk"), byteCount: 1 << 16)
    try broker.startBroker()
    let sender = try broker.publish("--png")
    let receiver = try broker.subscribe()
    try broker.home.put(first)
    try broker.awaitHeld(first, receiver)
    let large = Picture.noise(200, 150)
    try broker.home.put(large)
    try broker.awaitHeld(large, receiver)
    try broker.endBroker()
    #expect(broker.log.contains("No space left on device"))
    #expect(disk.freeByteCount < 1 << 14)
    try broker.startBroker()
    try eventually("the broker has the newest picture") {
      try broker.retained("shmview/default/image").map { try Picture(png: $0) } == large
    }
    for stage in [broker.home, broker.away] {
      try eventually("a bridge is connected again") {
        try stage.share("bridge", "status", "--json").output.contains(#""connected":true"#)
      }
    }
    // The first one, which its disk still had, came back nowhere.
    #expect(try broker.away.held().generation == 2)
    for bridge in [sender, receiver] {
      #expect(try bridge.end() == .exited(0))
      #expect(broker.complaints(of: bridge).count == 1, "\(bridge.standardError)")
    }
  }

  @Test("a subscriber that stood still while very many pictures went by ends on the newest one")
  func flood() throws {
    let broker = try BrokerStage("allow_anonymous true\nmax_queued_messages 5")
    let receiver = try broker.subscribe()
    let file = try broker.home.file(first)
    try broker.send(file: file, as: 1)
    try broker.awaitHeld(first, receiver)
    try receiver.stop()
    // Long ones, so that no socket holds them all, and the broker drops the last ones.
    let filler = String(repeating: "x", count: 15_000)
    let byteCount = Folder.contents(file).count
    let metas = (2...1500).map { number in
      #"{"filler":"\#(filler)","#
        + broker.meta(number, byteCount).dropFirst()
        .replacing("from afar", with: "number \(number)") + "\n"
    }
    let path = try broker.home.folder.write(Array(metas.joined().utf8), to: "metas")
    let flood = try broker.home.run(
      "mosquitto_pub",
      [
        "-h", broker.host, "-p", "\(broker.port)", "-q", "1", "-r", "-t", "shmview/default/meta",
        "-l",
      ],
      input: .file(path))
    #expect(flood == Outcome(0))
    receiver.signal(SIGCONT)
    try eventually("it has the newest picture") {
      try broker.away.listed()[0].title == "number 1500"
    }
    #expect(broker.log.contains("messages are being dropped"), "the test floods nothing")
    #expect(try receiver.end() == .exited(0))
    #expect(receiver.standardError == "")
  }

  @Test("no more pictures go than were asked for, and the newest is next")
  func maximumRate() throws {
    let broker = try BrokerStage()
    let sender = try broker.publish("--max-rate", "1")
    let start = ContinuousClock.now
    try broker.home.put(.noise(30, 20, seed: 1))
    try broker.await("generation 1, ", of: sender)
    for seed: UInt64 in 2...4 { try broker.home.put(.noise(30, 20, seed: seed)) }
    try broker.await("generation 4, ", of: sender)
    let count = sender.standardOutput.split(separator: "\n").count
    #expect((2...4).contains(count))
    #expect(ContinuousClock.now - start > .milliseconds(900 * (count - 1)))
    #expect(try sender.end() == .exited(0))
  }

  @Test("two machines that publish and subscribe all channels send no picture round")
  func bothWays() throws {
    let broker = try BrokerStage()
    let url = broker.url
    let bridges = try [broker.home, broker.away].flatMap { stage in
      try ["--publish", "--subscribe"].map {
        try stage.start(Product.shmshare.path, ["bridge", "mqtt", url, $0, "--all"])
      }
    }
    try broker.home.put(.plain(0x10_2030), channel: "a")
    try broker.away.put(.plain(0x40_5060), channel: "b")
    func generation(_ stage: Stage, _ channel: String) throws -> UInt64? {
      try stage.listed().first { $0.channel == channel }.map(\.generation)
    }
    try eventually("each has the other's") {
      try generation(broker.home, "b") == 1 && generation(broker.away, "a") == 1
    }
    // A picture of one machine in the place of the other's: it goes there, and no further.
    try broker.away.put(.plain(0x70_8090), channel: "a")
    try eventually("it is on the other side") { try generation(broker.home, "a") == 2 }
    try eventually("it is said what does not go back") {
      bridges[0].standardOutput.contains(
        "a: its picture comes from \(url)/shmview/a/image, and is not sent back there\n")
    }
    // As long as something that goes round needs to come by again.
    usleep(500_000)
    for stage in [broker.home, broker.away] {
      #expect(try generation(stage, "a") == 2 && generation(stage, "b") == 1)
    }
    // And the first one's goes again.
    try broker.home.put(.plain(0xA0_B0C0), channel: "a")
    try eventually("it follows") { try generation(broker.away, "a") == 3 }
    usleep(500_000)
    #expect(try generation(broker.home, "a") == 3 && generation(broker.away, "a") == 3)
    for bridge in bridges {
      #expect(try bridge.end() == .exited(0))
      #expect(bridge.standardError == "")
    }
  }

  @Test("the only channel of a publisher is not sent back to where it comes from, with a line")
  func backOne() throws {
    let broker = try BrokerStage()
    try broker.send(file: broker.home.file(first), as: 1)
    let receiver = try broker.subscribe()
    try broker.awaitHeld(first, receiver)
    let sender = try broker.away.start(
      Product.shmshare.path, ["bridge", "mqtt", broker.url, "--publish"])
    try broker.await(
      "shmshare: channel default: its picture comes from \(broker.url)/shmview/default/image, and is "
        + "not sent back there\n", of: sender)
    #expect(
      try broker.away.share("list", "--json").output.contains(
        #""details":"origin: \#(broker.url)/shmview/default/image""#))
    // To another place it goes.
    let elsewhere = try broker.away.start(
      Product.shmshare.path, ["bridge", "mqtt", broker.url, "--publish", "--prefix", "elsewhere"])
    try broker.await("generation 1", of: elsewhere)
    #expect(try broker.retained("shmview/default/state") == nil)
    try broker.away.put(second)
    try broker.await("generation 2", of: sender)
    for bridge in [receiver, sender, elsewhere] { #expect(try bridge.end() == .exited(0)) }
    #expect(broker.complaints(of: sender).count == 1)
  }
}
