import Glibc
import TestSupport
import Testing

@Suite("The bridge to an MQTT broker with TLS, passwords and an access list")
struct MQTTBridgeAccessTests {
  private let picture = Picture.noise(60, 40, seed: 1)

  private static let settings = """
    allow_anonymous false
    password_file @/passwords
    acl_file @/access
    cafile @/ca.crt
    certfile @/broker.crt
    keyfile @/broker.key
    """
  private static let access = """
    user home
    topic readwrite shmview/#
    user guest
    topic read shmview/#

    """

  /// Certificates, passwords and an access list, in the folder of the broker's files.
  ///
  /// - Parameters:
  ///   - place: whose certificate the broker's is, if it is not its own.
  ///   - settings: more lines of mosquitto.conf(5).
  private func broker(
    of place: String? = nil, _ settings: String = ""
  ) throws -> BrokerStage {
    let broker = try BrokerStage(beginning: false, Self.settings + "\n" + settings)
    let stage = broker.home
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    func make(_ arguments: [String]) throws {
      let outcome = try stage.run("openssl", arguments)
      guard outcome.ending == .exited(0) else { throw TestFailure("openssl: \(outcome)") }
    }
    func path(_ name: String) -> String { stage.folder.path(name) }
    for name in ["ca", "other"] {
      try make(
        ["req", "-x509"] + key + [
          "-subj", "/CN=\(name)", "-keyout", path("\(name).key"), "-out", path("\(name).crt"),
        ])
    }
    for name in ["broker", "home"] {
      let added = name == "broker" ? ["-addext", "subjectAltName=IP:\(place ?? broker.host)"] : []
      try make(
        ["req"] + key + ["-subj", "/CN=\(name)"] + added + [
          "-keyout", path("\(name).key"), "-out", path("\(name).csr"),
        ])
      try make([
        "x509", "-req", "-in", path("\(name).csr"), "-CA", path("ca.crt"), "-CAkey",
        path("ca.key"), "-CAcreateserial", "-copy_extensions", "copy", "-days", "2", "-out",
        path("\(name).crt"),
      ])
    }
    for (user, password) in [("home", "wörd"), ("guest", "word")] {
      let first = user == "home" ? ["-c"] : []
      let outcome = try stage.run(
        "mosquitto_passwd", first + ["-b", path("passwords"), user, password])
      guard outcome.ending == .exited(0) else { throw TestFailure("\(outcome)") }
      try stage.folder.write(Array("\(user)\n\(password)\n".utf8), to: user)
    }
    try stage.folder.write(Array(Self.access.utf8), to: "access")
    try broker.startBroker()
    return broker
  }

  private func url(_ broker: BrokerStage) -> String { "mqtts://\(broker.host):\(broker.port)" }

  @Test("pictures go both ways with a password and the broker's certificate checked")
  func allowed() throws {
    let broker = try broker()
    let (ca, home) = (broker.home.folder.path("ca.crt"), broker.home.folder.path("home"))
    let sender = try broker.publish("--png", "--ca", ca, "--login", home, url: url(broker))
    broker.away.environment["SHMVIEW_MQTT_USER"] = "guest"
    broker.away.environment["SHMVIEW_MQTT_PASSWORD"] = "word"
    let receiver = try broker.subscribe("--ca", ca, url: url(broker))
    let unchecked = try broker.home.start(
      Product.shmshare.path,
      [
        "bridge", "mqtt", url(broker), "--subscribe", "--insecure", "--login", home, "--channel",
        "x",
      ])
    try broker.awaitConnected(2, on: broker.home)
    try broker.home.put(picture)
    try broker.awaitHeld(picture, receiver)
    // Secrets are in nobody's command line and in no child's environment.
    #expect(!Folder.contents("/proc/\(receiver.processID)/cmdline").isEmpty)
    for bridge in [sender, receiver, unchecked] {
      #expect(try bridge.end() == .exited(0))
      #expect(bridge.standardError == "")
    }
  }

  @Test("a certificate that is not the broker's authority's costs a line and the exit code 66")
  func wrongCertificate() throws {
    let broker = try broker()
    let home = broker.home.folder.path("home")
    for options in [["--ca", broker.home.folder.path("other.crt")], []] {
      let bridge = try broker.home.start(
        Product.shmshare.path,
        ["bridge", "mqtt", url(broker), "--publish", "--login", home] + options)
      try broker.await(
        "shmshare: \(url(broker)): no encrypted connection: certificate verify failed; the "
          + "certificate of its authority is given by --ca\n", of: bridge)
      #expect(try bridge.end() == .exited(66))
      #expect(broker.complaints(of: bridge).count == 1)
    }
  }

  @Test("a certificate for another name costs a line that says so")
  func anotherName() throws {
    let broker = try broker(of: "127.0.0.3")
    let folder = broker.home.folder
    let bridge = try broker.publish(
      "--ca", folder.path("ca.crt"), "--login", folder.path("home"), url: url(broker))
    try broker.await(
      "shmshare: \(url(broker)): no encrypted connection: the certificate is for another name than "
        + "\(broker.host)\n", of: bridge)
    #expect(try bridge.end() == .exited(66))
  }

  @Test("a broker that wants a certificate has one, and without it a line is said")
  func clientCertificate() throws {
    let broker = try broker("require_certificate true")
    let folder = broker.home.folder
    func path(_ name: String) -> String { folder.path(name) }
    let login = ["--ca", path("ca.crt"), "--login", path("home")]
    let refused = try broker.publish(login[0], login[1], login[2], login[3], url: url(broker))
    try broker.await("shmshare: \(url(broker)): ", of: refused)
    #expect(try refused.end() != .exited(0))
    let bridge = try broker.publish(
      login[0], login[1], login[2], login[3], "--cert", path("home.crt"), "--key",
      path("home.key"), url: url(broker))
    try broker.home.put(picture)
    try broker.await("generation 1", of: bridge)
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
  }

  @Test("a wrong password costs a line, and is mended in its file while the bridge runs")
  func wrongPassword() throws {
    let broker = try broker()
    let folder = broker.home.folder
    try folder.write(Array("home\nwrong\n".utf8), to: "login")
    try broker.home.put(picture)
    let bridge = try broker.publish(
      "--ca", folder.path("ca.crt"), "--login", folder.path("login"), url: url(broker))
    try broker.await("\(url(broker)): ", of: bridge)
    #expect(
      bridge.standardError
        == "shmshare: \(url(broker)): refuses the user or the password; see --login\n")
    try folder.write(Array("home\nwörd\n".utf8), to: "login")
    try broker.await("generation 1", of: bridge)
    #expect(try bridge.end() == .exited(0))
    chmod(folder.path("login"), 0o644)
    let open = try broker.publish("--login", folder.path("login"), url: url(broker))
    #expect(
      try Outcome(of: open)
        == Outcome(
          66,
          errors: "shmshare: \(folder.path("login")): can be read by everybody; to close it: "
            + "chmod 600 \(folder.path("login"))\n"))
  }

  @Test("a topic that is denied costs a line, and is used once the access list allows it")
  func denied() throws {
    let broker = try broker()
    let folder = broker.home.folder
    let bridge = try broker.publish(
      "--ca", folder.path("ca.crt"), "--login", folder.path("guest"), url: url(broker))
    try broker.home.put(picture)
    try broker.await(
      "shmshare: shmview/default/image: the broker does not let this user write here (", of: bridge)
    let access = Self.access.replacing("topic read shmview", with: "topic readwrite shmview")
    try folder.write(Array(access.utf8), to: "access")
    try broker.reload()
    try broker.home.put(.noise(10, 10))
    try broker.await("generation 2", of: bridge)
    #expect(try bridge.end() == .exited(0))
    #expect(broker.complaints(of: bridge).count == 1, "\(bridge.standardError)")
  }
}
