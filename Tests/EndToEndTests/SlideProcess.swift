import TestSupport

/// A process that holds a slide, with a test in the slideshow's place.
struct SlideProcess {
  let program: Program

  /// Starts it, without a file to be told one; what stands in `before` runs the program that follows, strace for instance.
  init(
    _ file: String?, on stage: Stage, before: [String] = [], _ options: String...,
    channel: String = "default"
  ) throws {
    let command =
      before + [Product.shmshare.path, "decode-slide", "--channel", channel] + options
      + (file.map { [$0] } ?? [])
    program = try stage.start(command[0], Array(command.dropFirst()), input: .pipe)
  }

  func order(_ line: String) throws { try program.send(Array((line + "\n").utf8)) }

  /// What it has answered so far, but for how the reading goes on.
  var answers: [String] {
    program.standardOutput.split(separator: "\n").map(String.init)
      .filter { $0 != "reading" && !$0.hasPrefix("read ") }
  }

  func await(_ answer: String) throws {
    try eventually("\(answer) is not among \(answers)") { answers.contains(answer) }
  }

  /// Waits for the end; its answers with the exit code.
  func end() throws -> Outcome {
    let whole = try Outcome(of: program)
    guard case .exited(let code) = whole.ending else { return whole }
    return Outcome(code, output: answers.map { $0 + "\n" }.joined(), errors: whole.errors)
  }

  /// One answer a line, and the exit code.
  static func said(_ lines: String..., code: Int32 = 0) -> Outcome {
    Outcome(code, output: lines.map { $0 + "\n" }.joined())
  }
}
