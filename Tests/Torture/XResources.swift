import TestSupport

/// What the X server keeps for a client, by its X-Resource extension: xrestop(1) asks.
struct XResources {
  /// Windows, graphics contexts, attached segments and all else, each kind counted.
  private(set) var count = 0
  private(set) var pixmapBytes = 0

  init() {}

  /// Nil while other windows than that process's are there.
  init?(of process: Int32, on stage: Stage) throws {
    guard let display = stage.server?.name else { throw TestFailure("no X server") }
    let outcome = try stage.run("xrestop", ["-b", "-m", "1", "-display", display])
    guard outcome.ending == .exited(0) else { throw TestFailure("xrestop: \(outcome)") }
    // A paragraph for each client: who it is, and lines of a name and a number.
    var clients = 0
    var isOurs = false
    for line in outcome.output.split(separator: "\n") {
      if !line.hasPrefix("\t") {
        let owner = Self.owner(line)
        isOurs = owner == process
        if owner != nil { clients += 1 }
      } else if isOurs, let number = Self.number(line) {
        if line.contains("pixmap bytes") {
          pixmapBytes = number
        } else if !line.contains("res_") && !line.contains("bytes") {
          count += number
        }
      }
    }
    guard clients == 1, count > 0 else { return nil }
  }

  /// The process that a client's line names, behind the client's title, which may be any text; nil
  /// for a client without one.
  private static func owner(_ line: Substring) -> Int32? {
    guard let start = line.ranges(of: "( PID:").last?.upperBound else { return nil }
    // Numbers of up to four digits have spaces in front of them.
    return Int32(line[start...].filter { $0 != " " }.prefix { $0 != ")" })
  }

  private static func number(_ line: Substring) -> Int? {
    line.split(separator: ":").last.flatMap { Int($0.filter(\.isNumber)) }
  }
}
