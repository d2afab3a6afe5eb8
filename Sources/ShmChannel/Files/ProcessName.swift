import Linux

/// What the kernel calls this process: proc(5), `/proc/self/comm`.
func processName() -> String {
  guard let file = try? Descriptor(opening: "/proc/self/comm") else { return "unknown" }
  // TASK_COMM_LEN is 16; a failed read leaves the same answer as a missing /proc.
  let bytes = (try? readBytes(file.number, count: 16, at: 0)) ?? []
  let name = bytes.prefix { $0 != UInt8(ascii: "\n") }
  return name.isEmpty ? "unknown" : Title.sanitized(bytes: name)
}
