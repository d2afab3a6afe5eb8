import Glibc
import ShmChannel
import TestSupport

/// A mosquitto of a test's own on the loopback interface, and two machines' worth of channels.
final class BrokerStage {
  /// Where publishers have their channels.
  let home: Stage
  /// Where subscribers have theirs.
  let away: Stage
  /// Its address.
  let host: String
  let port: Int
  private var broker: Program?
  private let settings: String

  /// - Parameters:
  ///   - isStarted: whether the broker runs already.
  ///   - host: one of the loopback interface; nil for one that no other broker has. No program's own
  ///     ports are taken from it, so what is free there stays free.
  ///   - port: nil for one that is free.
  ///   - settings: more lines of mosquitto.conf(5); `@` stands for the test's folder.
  init(
    beginning isStarted: Bool = true, at host: String? = nil, port: Int? = nil,
    _ settings: String = "allow_anonymous true"
  ) throws {
    home = try Stage()
    away = try Stage()
    let host = host ?? Self.freeHost()
    self.host = host
    self.port = try port ?? Self.freePort(of: host)
    self.settings = settings.replacing("@", with: home.folder.path)
    if isStarted { try startBroker() }
  }

  var url: String { "mqtt://\(host):\(port)" }

  /// Starts the broker, which remembers nothing of what it had before, unless its settings say so.
  func startBroker() throws {
    let text = "user root\nlistener \(port) \(host)\n\(settings)\n"
    let path = try home.folder.write(Array(text.utf8), to: "mosquitto.conf")
    let broker = try home.start("/usr/sbin/mosquitto", ["-c", path])
    self.broker = broker
    try eventually("the broker does not listen: \(broker.standardError)") {
      if !broker.isRunning { throw TestFailure("the broker has ended: \(broker.standardError)") }
      return Self.isListening(host, port)
    }
  }

  func killBroker() throws { try endBroker(by: SIGKILL) }

  func endBroker(by signal: CInt = SIGTERM) throws { try broker?.end(by: signal) }

  /// What the broker has said.
  var log: String { broker?.standardError ?? "" }

  /// Has the broker read its files again, and waits until it does.
  func reload() throws {
    broker?.signal(SIGHUP)
    try eventually("the broker reads its files") { log.contains("Reloading config") }
  }

  /// Starts a publisher of the home's channels.
  func publish(_ options: String..., url: String? = nil) throws -> Program {
    try home.start(
      Product.shmshare.path, ["bridge", "mqtt", url ?? self.url, "--publish"] + options)
  }

  /// Starts a subscriber for the channels away.
  func subscribe(_ options: String..., url: String? = nil) throws -> Program {
    try away.start(
      Product.shmshare.path, ["bridge", "mqtt", url ?? self.url, "--subscribe"] + options)
  }

  /// Publishes by mosquitto_pub(1).
  func send(_ arguments: String...) throws {
    let outcome = try home.run(
      "mosquitto_pub", ["-h", host, "-p", "\(port)", "-q", "1"] + arguments)
    guard outcome == Outcome(0) else { throw TestFailure("mosquitto_pub: \(outcome)") }
  }

  /// Publishes a file as `image`, and then its `meta`, as a foreign publisher does.
  func send(
    file: String, as sequence: Int, claiming byteCount: Int? = nil, channel: String = "default"
  ) throws {
    try send("-r", "-t", "shmview/\(channel)/image", "-f", file)
    try send(
      "-r", "-t", "shmview/\(channel)/meta", "-m",
      meta(sequence, byteCount ?? Folder.contents(file).count))
  }

  func meta(_ sequence: Int, _ byteCount: Int) -> String {
    #"{"version":1,"epoch":"foreign","sequence":\#(sequence),"bytes":\#(byteCount),"#
      + #""type":"image/png","width":1,"height":1,"title":"from afar","time":1.5}"#
  }

  /// What a topic has, by mosquitto_sub(1); nil if nothing is retained.
  ///
  /// What is retained comes in the order in which it is asked for: once the second topic's has come,
  /// there is no more of the first.
  func retained(_ topic: String) throws -> [UInt8]? {
    try send("-r", "-t", "end", "-m", "end")
    let program = try home.start(
      "mosquitto_sub",
      ["-h", host, "-p", "\(port)", "-t", topic, "-t", "end", "--retained-only", "-F", "%t %x"])
    let lines = try eventually("the broker tells what it has: \(program.standardError)") {
      let lines = program.standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      return lines.contains { $0.hasPrefix("end ") } ? lines : nil
    }
    try program.end()
    let digits = lines.first { !$0.hasPrefix("end ") }?.split(separator: " ").dropFirst().first
    return digits.map { digits in
      stride(from: 0, to: digits.utf8.count, by: 2).compactMap {
        UInt8(digits.dropFirst($0).prefix(2), radix: 16)
      }
    }
  }

  /// Waits until so many bridges of a stage are connected.
  func awaitConnected(_ count: Int = 1, on stage: Stage) throws {
    try eventually("\(count) are connected") {
      let status = try stage.share("bridge", "status", "--json").output
      return status.ranges(of: #""connected":true,"troubles""#).count == count
    }
  }

  /// Waits until a channel away holds a picture.
  func awaitHeld(_ picture: Picture, by channel: String = "default", _ bridge: Program) throws {
    try eventually("\(channel) has not followed: \(bridge.standardError)") {
      (try? away.held(by: channel).picture) == picture
    }
  }

  /// Waits until a bridge has said something.
  func await(_ words: String, of bridge: Program) throws {
    try eventually(
      "it has not said \(words), but \(bridge.standardOutput)\(bridge.standardError)"
    ) {
      bridge.standardOutput.contains(words) || bridge.standardError.contains(words)
    }
  }

  /// The lines of what a bridge has complained of.
  func complaints(of bridge: Program) -> [Substring] {
    bridge.standardError.split(separator: "\n")
  }

  private static func withSocket<R>(
    _ host: String, _ port: Int,
    _ body: (CInt, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> R
  ) -> R {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr(host)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body(descriptor, $0, &size) }
    }
  }

  private static func freeHost() -> String {
    "127." + (0..<3).map { _ in "\(Int.random(in: 4...250))" }.joined(separator: ".")
  }

  private static func freePort(of host: String) throws -> Int {
    let port = withSocket(host, 0) { descriptor, address, size -> Int in
      guard bind(descriptor, address, size.pointee) == 0,
        getsockname(descriptor, address, size) == 0
      else { return 0 }
      return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        Int(in_port_t(bigEndian: $0.pointee.sin_port))
      }
    }
    guard port > 0 else { throw TestFailure("there is no free port") }
    return port
  }

  private static func isListening(_ host: String, _ port: Int) -> Bool {
    withSocket(host, port) { connect($0, $1, $2.pointee) == 0 }
  }
}
