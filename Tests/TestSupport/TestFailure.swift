/// Why a test's machinery could not go on; the words are the test's report.
package struct TestFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
