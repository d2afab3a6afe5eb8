import Glibc
import TestSupport
import Testing

/// A bridge's record, between a bridge that starts and those who look which bridges live. Each of
/// them is stopped at the one moment by strace(1).
@Suite("What bridge status finds") struct BridgeStatusTests {
  private let stage: Stage
  /// Nobody listens there.
  private let bridging = ["bridge", "mqtt", "mqtt://127.0.0.1:1", "--subscribe", "--quiet"]

  init() throws { stage = try Stage() }

  private var folder: String { stage.rootPath + "/.bridges" }

  private func bridge() throws -> Program { try stage.start(Product.shmshare.path, bridging) }

  /// Starts shmshare so that it stops once it has opened a bridge's record so often.
  private func startStopped(
    _ arguments: [String], at record: String, occurrence: Int = 1
  ) throws -> Program {
    let log = stage.folder.path("log")
    // -D: the program is the test's child, and strace(1) watches from aside.
    let program = try stage.start(
      "strace",
      [
        "-D", "-f", "-qq", "-o", log, "-P", record, "-e", "trace=openat", "-e",
        "inject=openat:signal=STOP:when=\(occurrence)", Product.shmshare.path,
      ] + arguments)
    try eventually("it has stopped") {
      guard program.isRunning else { throw TestFailure("\(try Outcome(of: program))") }
      return String(decoding: Folder.contents(log), as: UTF8.self).contains("stopped by SIGSTOP")
    }
    return program
  }

  private func status() throws -> String {
    try stage.share("bridge", "status", "--json").output
  }

  private func awaitListed(_ bridge: Program) throws {
    try eventually("it is listed: \(bridge.standardError)") {
      guard bridge.isRunning else { throw TestFailure("\(try Outcome(of: bridge))") }
      return try status().contains("{\"pid\":\(bridge.processID),")
    }
  }

  /// The name of the record that a killed bridge has left.
  private func leftRecord() throws -> String {
    let killed = try bridge()
    try awaitListed(killed)
    try killed.end(by: SIGKILL)
    let records = Folder.entries(folder)
    #expect(records.count == 1)
    return try #require(records.first)
  }

  @Test("a bridge whose record is taken for a killed one's, before it has locked it, makes another")
  func unlocked() throws {
    let bridge = try startStopped(bridging, at: leftRecord())
    #expect(try status() == "[]\n")
    #expect(Folder.entries(folder).isEmpty)
    bridge.signal(SIGCONT)
    try awaitListed(bridge)
    try bridge.end()
  }

  @Test("a bridge whose record somebody looks at, as it starts, is no second one")
  func lookedAt() throws {
    let name = try leftRecord()
    let record = open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
    defer { close(record) }
    #expect(flock(record, LOCK_SH | LOCK_NB) == 0)
    let bridge = try startStopped(bridging, at: name, occurrence: 2)
    #expect(flock(record, LOCK_UN) == 0)
    bridge.signal(SIGCONT)
    try awaitListed(bridge)
    try bridge.end()
  }

  @Test("who has opened a killed bridge's record does not take the next one's away")
  func exchanged() throws {
    let late = try startStopped(["bridge", "status", "--json"], at: leftRecord())
    #expect(try status() == "[]\n")
    let bridge = try bridge()
    try awaitListed(bridge)
    late.signal(SIGCONT)
    #expect(try late.wait() == .exited(0))
    try awaitListed(bridge)
    let second = try self.bridge()
    #expect(try second.wait() == .exited(75))
    #expect(
      second.standardError
        == "shmshare: mqtt://127.0.0.1:1: another bridge does the same already "
        + "(process \(bridge.processID))\n")
    try bridge.end()
    #expect(Folder.entries(folder).isEmpty)
  }
}
