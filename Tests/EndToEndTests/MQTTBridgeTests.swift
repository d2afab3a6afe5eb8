import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("The bridge to an MQTT broker") struct MQTTBridgeTests {
  private let first = Picture.noise(60, 40, seed: 1)
  private let second = Picture.noise(50, 30, seed: 2)

  @Test("a foreign client finds the picture, what it is, and that its publisher is there")
  func publishing() throws {
    let broker = try BrokerStage()
    let bridge = try broker.publish("--png")
    try broker.home.put(first)
    try broker.await("default: generation 1, 60x40, ", of: bridge)
    let image = try #require(try broker.retained("shmview/default/image"))
    #expect(try Picture(png: image) == first)
    let meta = String(
      decoding: try #require(try broker.retained("shmview/default/meta")), as: UTF8.self)
    let id = try ChannelReader(name: .standard, root: broker.home.root).latestFrame().info.channelID
    #expect(
      meta.hasPrefix(
        #"{"version":1,"epoch":"\#(id)-png","sequence":1,"bytes":\#(image.count),"#
          + #""type":"image/png","width":60,"height":40,"title":"picture.png","time":"#), "\(meta)")
    #expect(try broker.retained("shmview/default/state") == Array("online".utf8))
    try broker.home.put(second)
    try broker.await("default: generation 2, 50x30, ", of: bridge)
    #expect(try Picture(png: #require(try broker.retained("shmview/default/image"))) == second)
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
    #expect(try broker.retained("shmview/default/state") == Array("offline".utf8))
    #expect(try broker.retained("shmview/default/image") != nil)
  }

  @Test("image comes before meta, and with MQTT 5 says itself which picture it is")
  func order() throws {
    let broker = try BrokerStage()
    let observer = try broker.home.start(
      "mosquitto_sub",
      [
        "-h", broker.host, "-p", "\(broker.port)", "-V", "5", "-t", "shmview/#", "-t", "begin",
        "-F", "%t %P %C %E",
      ])
    try eventually("the observer observes") {
      try broker.send("-t", "begin", "-m", "begin")
      return !observer.standardOutput.isEmpty
    }
    func observed() -> [String] {
      observer.standardOutput.split(separator: "\n").map { $0.trimmingBlanks }
        .filter { $0 != "begin" }
    }
    let bridge = try broker.publish("--jpeg", "95-444", "--fit", "30x30", "--ttl", "3600", "-q")
    try broker.home.put(first)
    try eventually("three messages have come: \(observed())") { observed().count == 3 }
    let id = try ChannelReader(name: .standard, root: broker.home.root).latestFrame().info.channelID
    let mark = "epoch:\(id)-jpeg95-444-30x30 sequence:1"
    #expect(
      observed() == [
        "shmview/default/state",
        "shmview/default/image \(mark) image/jpeg 3600",
        "shmview/default/meta \(mark) application/json 3600",
      ])
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardOutput == "" && bridge.standardError == "")
  }

  @Test("topics are cleared when their channel is removed, and left with --keep")
  func removal() throws {
    for keeps in [false, true] {
      let broker = try BrokerStage()
      let bridge = try keeps ? broker.publish("--keep") : broker.publish()
      try broker.home.put(first)
      try broker.await("generation 1", of: bridge)
      #expect(try broker.home.share("rm", "default") == Outcome(0))
      if !keeps {
        try eventually("it is not cleared") { try broker.retained("shmview/#") == nil }
      }
      #expect(try bridge.end() == .exited(0))
      #expect(try (broker.retained("shmview/default/image") != nil) == keeps)
      #expect(try (broker.retained("shmview/default/state") != nil) == keeps)
    }
  }

  @Test("a channel follows what a foreign client publishes, and the last good picture stays")
  func following() throws {
    let broker = try BrokerStage()
    let bridge = try broker.subscribe()
    let file = try broker.home.file(first)
    try broker.send(file: file, as: 1)
    try broker.awaitHeld(first, bridge)
    #expect(try broker.away.listed()[0].title == "from afar")
    // An older one, one that is broken, and words that are no meta.
    try broker.send("-r", "-t", "shmview/default/meta", "-m", broker.meta(1, 5))
    let broken = try broker.home.folder.write(
      Array(Folder.contents(file).prefix(900)), to: "broken.png")
    try broker.send(file: broken, as: 2)
    try broker.await("shmview/default/image: ", of: bridge)
    try broker.send("-r", "-t", "shmview/default/meta", "-m", "{}")
    try broker.await("shmview/default/meta: has no proper \"version\"", of: bridge)
    #expect(try broker.away.held().picture == first)
    #expect(broker.complaints(of: bridge).count == 2, "\(bridge.standardError)")
    try broker.send(file: broker.home.file(second), as: 3)
    try broker.awaitHeld(second, bridge)
    #expect(try broker.away.held().generation == 2)
    #expect(try bridge.end() == .exited(0))
    #expect(
      bridge.standardOutput.split(separator: "\n").map(String.init) == [
        "default: generation 1, 60x40, from afar", "default: generation 2, 50x30, from afar",
      ])
  }

  @Test("a picture that has not the size of its meta is pulled again until it has")
  func staleImage() throws {
    let broker = try BrokerStage()
    let bridge = try broker.subscribe()
    let (old, new) = try (broker.home.file(first, "old.png"), broker.home.file(second, "new.png"))
    try broker.send(file: old, as: 1)
    try broker.awaitHeld(first, bridge)
    try broker.send(file: old, as: 2, claiming: Folder.contents(new).count)
    usleep(300_000)
    #expect(try broker.away.held().generation == 1)
    try broker.send("-r", "-t", "shmview/default/image", "-f", new)
    try broker.awaitHeld(second, bridge)
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
  }

  @Test("all channels are on the other side as they come and go, and no picture comes back")
  func all() throws {
    let broker = try BrokerStage()
    let sender = try broker.publish("--all", "--png")
    let echo = try broker.home.start(
      Product.shmshare.path, ["bridge", "mqtt", broker.url, "--subscribe", "--all"])
    let receiver = try broker.subscribe("--all")
    try broker.awaitConnected(on: broker.home)  // a publisher is once there is a channel
    try broker.home.put(first, channel: "a")
    try broker.home.put(second, channel: "b")
    try broker.awaitHeld(first, by: "a", receiver)
    try broker.awaitHeld(second, by: "b", receiver)
    try broker.home.put(second, channel: "a")
    try broker.awaitHeld(second, by: "a", receiver)
    #expect(try broker.home.share("rm", "a") == Outcome(0))
    try eventually("a has not gone") { try broker.away.listed().map(\.channel) == ["b"] }
    #expect(try broker.home.held(by: "b").generation == 1)
    let status = try broker.away.share("bridge", "status", "--json")
    #expect(status.output.contains(#""direction":"subscribe","broker":"\#(broker.url)","#))
    #expect(status.output.contains(#""channel":"b","connected":true,"busy":false,"pictures":1,"#))
    for bridge in [sender, echo, receiver] {
      #expect(try bridge.end() == .exited(0))
      #expect(bridge.standardError == "")
    }
    #expect(try broker.away.share("bridge", "status", "--json") == Outcome(0, output: "[]\n"))
    #expect(try broker.away.held(by: "b").picture == second)
  }

  @Test("pictures of a source without meta are pushed, and the newest one wins")
  func pushing() throws {
    let broker = try BrokerStage()
    let topic = "frigate/door/person/snapshot"
    let bridge = try broker.subscribe("--push", topic, "--channel", "door")
    let file = try broker.home.file(first)
    try eventually("it follows") {
      try broker.send("-t", topic, "-f", file)
      return (try? broker.away.held(by: "door").picture) == first
    }
    for seed in 3...9 {
      try broker.send("-t", topic, "-f", broker.home.file(.noise(30, 20, seed: UInt64(seed))))
    }
    try broker.awaitHeld(.noise(30, 20, seed: 9), by: "door", bridge)
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
  }

  @Test("a channel is an image of Home Assistant, and its slideshow's commands are buttons")
  func homeAssistant() throws {
    let broker = try BrokerStage()
    let bridge = try broker.publish("--home-assistant")
    let folder = broker.home.folder.path("pictures")
    mkdir(folder, 0o700)
    for (index, name) in ["1.png", "2.png"].enumerated() {
      _ = try broker.home.file(.plain(UInt32(index), 8, 8), "pictures/\(name)")
    }
    let show = try broker.home.startShare("slideshow", "-t", "1000", folder)
    try broker.await("generation 1", of: bridge)
    let button = "homeassistant/button/shmview-shmview-default-next/config"
    try eventually("there is no button") { try broker.retained(button) != nil }
    try eventually("there is no image") {
      try broker.retained("homeassistant/image/shmview-shmview-default/config") != nil
    }
    try broker.send("-t", "shmview/default/command", "-m", "nonsense")
    try broker.send("-t", "shmview/default/command", "-m", "next")
    try broker.await("generation 2", of: bridge)
    try show.end()
    try eventually("the button stays") { try broker.retained(button) == nil }
    #expect(try broker.home.share("rm", "default") == Outcome(0))
    try eventually("it is not cleared") { try broker.retained("homeassistant/#") == nil }
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
  }

  @Test("a second bridge that would do the same is refused, and what is asked wrongly as well")
  func refusals() throws {
    let broker = try BrokerStage()
    let bridge = try broker.publish()
    try eventually("it runs") {
      try broker.home.share("bridge", "status").output.contains("publish")
    }
    let second = try broker.publish()
    #expect(
      try Outcome(of: second)
        == Outcome(
          75,
          errors: "shmshare: \(broker.url): another bridge does the same already (process "
            + "\(bridge.processID))\n"))
    #expect(try bridge.end() == .exited(0))
    for (arguments, words) in [
      (["mqtt://b"], "give --publish or --subscribe, and not both"),
      (["mqtt://b", "--publish", "--subscribe"], "give --publish or --subscribe, and not both"),
      (["b", "--publish"], "b must begin with mqtt:// or mqtts://"),
      (["mqtt://u:secret@b", "--publish"], "the broker's URL must not have a user or a password"),
      (["mqtt://b", "--subscribe", "--png"], "--png is for --publish"),
      (["mqtt://b", "--publish", "--insecure"], "are for TLS"),
      (["mqtt://b", "--publish", "--prefix", "a/#"], "--prefix a/# must not contain + or #"),
    ] {
      let outcome = try broker.home.run(Product.shmshare.path, ["bridge", "mqtt"] + arguments)
      #expect(outcome.ending == .exited(64), "\(outcome)")
      #expect(outcome.errors.contains(words), "\(outcome)")
      #expect(!outcome.errors.contains("secret"))
    }
  }
}

extension Substring {
  /// In one line, with one blank between words.
  fileprivate var trimmingBlanks: String { split(separator: " ").joined(separator: " ") }
}
