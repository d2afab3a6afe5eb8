private import Glibc

/// Runs `body`; what libraries print on standard error meanwhile goes nowhere.
func withStandardErrorSilenced<Value: ~Copyable, E: Error>(
  _ body: () throws(E) -> Value
) throws(E) -> Value {
  let saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
  guard saved >= 0 else { return try body() }  // closed already: quiet enough
  defer {
    dup2(saved, STDERR_FILENO)
    close(saved)
  }
  let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
  if nowhere >= 0 {
    dup2(nowhere, STDERR_FILENO)
    close(nowhere)
  }
  return try body()
}
