/// All that a program told the world.
package struct Outcome: Equatable, CustomStringConvertible {
  package let ending: Ending
  package let output: String
  package let errors: String

  package init(_ code: Int32, output: String = "", errors: String = "") {
    ending = .exited(code)
    self.output = output
    self.errors = errors
  }

  /// Waits for the program's end.
  package init(of program: Program) throws {
    ending = try program.wait()
    output = program.standardOutput
    errors = program.standardError
  }

  package var description: String {
    "\(ending), output \(output.debugDescription), errors \(errors.debugDescription)"
  }
}
