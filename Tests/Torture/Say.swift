import Glibc

/// Writes a line at once, so that a pipe shows each trial as it ends.
func say(_ line: String, to descriptor: CInt = STDOUT_FILENO) {
  let bytes = Array((line + "\n").utf8)
  _ = write(descriptor, bytes, bytes.count)
}
