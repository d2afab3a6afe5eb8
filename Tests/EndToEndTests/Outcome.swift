import TestSupport

/// All that a program told the world.
struct Outcome: Equatable, CustomStringConvertible {
  let ending: Ending
  let output: String
  let errors: String

  init(_ code: Int32, output: String = "", errors: String = "") {
    ending = .exited(code)
    self.output = output
    self.errors = errors
  }

  /// Waits for the program's end.
  init(of program: Program) throws {
    ending = try program.wait()
    output = program.standardOutput
    errors = program.standardError
  }

  var description: String {
    "\(ending), output \(output.debugDescription), errors \(errors.debugDescription)"
  }
}
