private import Glibc
private import SystemPackage

extension StandardDescriptors {
  /// Runs `body`; what libraries print on standard error meanwhile goes nowhere.
  package static func silencingError<Value: ~Copyable, E: Error>(
    _ body: () throws(E) -> Value
  ) throws(E) -> Value {
    guard let saved = try? Descriptor(duplicating: STDERR_FILENO) else {
      return try body()  // closed already: quiet enough
    }
    defer { dup2(saved.number, STDERR_FILENO) }
    if let nowhere = try? Descriptor(opening: "/dev/null", .writeOnly) {
      dup2(nowhere.number, STDERR_FILENO)
    }
    return try body()
  }
}
