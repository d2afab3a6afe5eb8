import Foundation
import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("What people do in a window, told to programs") struct EventsTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  /// A line of `shmshare events`.
  private struct Line: Decodable {
    let event: String
    let key: String?
    let code: Int?
    let x: Double?
    let y: Double?
    let width: Double?
    let modifiers: [String]
    let generation: Int
    let pid: Int32
    let title: String?
    let details: String?
  }

  private func lines(_ program: Program) throws -> [Line] {
    try program.standardOutput.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  private var isListening: Bool {
    FileManager.default.fileExists(atPath: stage.rootPath + "/default/events")
  }

  @Test("keys, buttons and the window's own life, as JSON lines")
  func lines() throws {
    try stage.put(.noise(120, 80))
    let listener = try stage.startShare("events")
    try eventually("it listens") { isListening }
    let viewer = try stage.startViewer("--geometry", "120x80")
    try eventually("the window is told of") {
      try lines(listener).first { $0.event == "opened" } != nil
    }
    let before = try lines(listener).count
    try stage.point(at: 10, 20, in: viewer)
    try stage.press("e", "plus", "Return", in: viewer)
    try stage.click(3)
    try eventually("the click is told of") { try lines(listener).last?.event == "release" }
    #expect(try viewer.quit() == Outcome(0))
    try eventually("the end is told of") {
      try lines(listener).last?.event == "closed"
    }
    let told = try lines(listener).dropFirst(before).filter { $0.event != "resized" }
    #expect(told.map(\.event) == ["key", "key", "press", "release", "closed"])
    #expect(told.compactMap(\.key) == ["e", "Return"])
    #expect(told.allSatisfy { $0.pid == viewer.program.processID && $0.generation == 1 })
    try listener.end(by: SIGTERM)
  }

  @Test("what is done to a picture is told with its title and details, and no other with them")
  func details() throws {
    let details = "camera: Shmicam\nplace: 52.516272, 13.377722"
    let channel = try Channel.openOrCreate(.standard, root: stage.root)
    var loan = try channel.loan(width: 120, height: 80, format: .bgrx)
    try loan.write([UInt32](repeating: 0xFF, count: 120 * 80).span.bytes)
    let generation = try loan.publish(Caption(title: "shot 1.jpg", details: details))
    let listener = try stage.startShare("events")
    try eventually("it listens") { isListening }
    let viewer = try stage.startViewer("--geometry", "120x80")
    try stage.awaitShown(generation)
    try stage.press("y", in: viewer)
    try eventually("the key is told of") { try lines(listener).contains { $0.event == "key" } }
    try stage.put(.noise(120, 80))
    #expect(try viewer.quit() == Outcome(0))
    try eventually("the end is told of") { try lines(listener).last?.event == "closed" }
    for line in try lines(listener) {
      #expect(line.title == (line.event == "key" ? "shot 1.jpg" : nil), "\(line)")
      #expect(line.details == (line.event == "key" ? details : nil), "\(line)")
    }
    try listener.end(by: SIGTERM)
  }

  @Test("with --send-keys a program gets q and Escape, and the window stays")
  func sendKeys() throws {
    try stage.put(.noise(120, 80))
    let listener = try stage.startShare("events")
    let first = try stage.startShare("events", "-n", "1", "--timeout", "60")
    try eventually("both listen") {
      [listener, first].allSatisfy { $0.hasOpen(stage.rootPath + "/default/events") }
    }
    let viewer = try stage.startViewer("--send-keys", "--geometry", "120x80")
    try stage.press("q", "Escape", "F11", in: viewer)
    try eventually("all have come") {
      try lines(listener).compactMap(\.key) == ["q", "Escape", "F11"]
    }
    #expect(try first.wait() == .exited(0))
    #expect(try lines(first).count == 1)
    try listener.end(by: SIGTERM)
    viewer.window.askToClose()
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("nobody does anything: 75")
  func timeout() throws {
    #expect(try stage.share("events", "--timeout", "0.1") == Outcome(75))
  }

  @Test("wait --viewer returns when somebody looks")
  func waitForViewer() throws {
    #expect(try stage.share("wait", "--viewer", "--timeout", "0.1") == Outcome(75))
    let waiting = try stage.startShare("wait", "--viewer", "--timeout", "60")
    // It waits for the name, as viewers do: a channel that is removed meanwhile comes back.
    for _ in 0..<2 {
      try eventually("the channel is there") { try stage.share("rm", "default") == Outcome(0) }
    }
    let viewer = try stage.startViewer()
    #expect(try waiting.wait() == .exited(0))
    #expect(waiting.standardOutput == "")
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("wait --shown returns when a viewer has shown the frame, and says how long frames take")
  func waitForShown() throws {
    let waiting = try stage.startShare("wait", "--shown", "--timeout", "60")
    let viewer = try stage.startViewer()
    try stage.show(.noise(64, 48))
    #expect(try waiting.wait() == .exited(0))
    let lines = waiting.standardOutput.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map { $0.first } == ["1", "woken", "put", "executed", "total"])
    #expect(lines.dropFirst().allSatisfy { $0.dropFirst().compactMap { Double($0) }.count == 2 })
    #expect(
      try stage.share("wait", "--shown", "--after", "1", "--timeout", "0.2") == Outcome(75))
    #expect(try viewer.quit() == Outcome(0))
  }
}
