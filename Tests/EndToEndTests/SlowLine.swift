import TestSupport

/// A line to a broker that a test holds down.
final class SlowLine {
  private let program: Program
  let port: Int
  private var answers = 1

  init(to broker: BrokerStage) throws {
    let script =
      "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
      + "/Interop/slow_line.py"
    let program = try broker.home.start(
      "python3", [script, broker.host, "\(broker.port)"], input: .pipe)
    self.program = program
    port = try eventually("the line has no port: \(program.standardError)") {
      program.standardOutput.split(separator: "\n").first.flatMap { Int($0) }
    }
  }

  var url: String { "mqtt://127.0.0.1:\(port)" }

  /// Tells it something, and waits until it is so.
  ///
  /// - Returns: how many bytes have come from the broker.
  @discardableResult
  func tell(_ words: String) throws -> Int {
    try program.send(Array("\(words)\n".utf8))
    answers += 1
    return try eventually("the line has not answered: \(program.standardError)") {
      let lines = program.standardOutput.split(separator: "\n")
      return lines.count < answers
        ? nil : lines[answers - 1].split(separator: " ").last.flatMap { Int($0) }
    }
  }
}
