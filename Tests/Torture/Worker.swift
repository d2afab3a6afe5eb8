import TestSupport

/// A process of this program that does one thing in a trial, and answers each line that it is sent.
final class Worker {
  let program: Program
  private var asked = 0

  /// Starts a subcommand.
  convenience init(_ stage: Stage, _ arguments: String...) throws {
    try self.init(stage, Product.torture.path, arguments)
  }

  /// Starts a program that runs a subcommand.
  init(_ stage: Stage, _ executable: String, _ arguments: [String]) throws {
    program = try stage.start(executable, arguments, input: .pipe)
  }

  /// Sends a line that will be answered.
  func send(_ line: String) throws {
    asked += 1
    try program.send(Array((line + "\n").utf8))
  }

  private var answers: [Substring] {
    let text = program.standardOutput
    return text.hasSuffix("\n") ? text.split(separator: "\n") : []
  }

  /// Whether each line has its answer, or there are so many.
  func hasAnswered(_ count: Int? = nil) throws -> Bool {
    try isFine()
    return answers.count >= count ?? asked
  }

  /// The last answer, a number, once each line has one.
  func answer() throws -> Int {
    let answers = try eventually("a worker answers") { () throws -> [Substring]? in
      let answers = self.answers
      if answers.count >= asked { return answers }
      try isFine()
      return nil
    }
    guard let last = answers.last, let number = Int(last) else {
      throw TestFailure("a worker's answer is not a number: \(answers)")
    }
    return number
  }

  /// Ends it by ending its input.
  func end() throws {
    program.endInput()
    _ = try program.wait()
    try isFine()
  }

  /// Whether it has ended, and well.
  func hasEnded() throws -> Bool {
    if program.isRunning { return false }
    try isFine()
    return true
  }

  /// Passes a worker's complaint on.
  func isFine() throws {
    if program.isRunning { return }
    let ending = try program.wait()
    try demand(ending == .exited(0), "\(ending): \(program.standardError)")
  }
}
