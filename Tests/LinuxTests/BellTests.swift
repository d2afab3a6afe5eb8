import Linux
import Testing

@Suite struct BellTests {
  private func isReadable(_ bell: borrowing Bell) throws -> Bool {
    try Readiness.readable.wait(on: bell.descriptor, until: Deadline(after: .zero)) != []
  }

  @Test("it is readable while it has been rung more often than answered")
  func rings() throws {
    let bell = try Bell()
    #expect(try !isReadable(bell))
    try bell.ring()
    try bell.ring()
    try bell.answer()
    #expect(try isReadable(bell))
    try bell.answer()
    #expect(try !isReadable(bell))
  }
}
