private import CLinux
private import Glibc

/// What the kernel calls this process: proc(5), `/proc/self/comm`.
func processName() -> String {
  let number = unsafe clinux_openat(AT_FDCWD, "/proc/self/comm", O_RDONLY | O_CLOEXEC, 0)
  guard number >= 0 else { return "unknown" }
  let file = Descriptor(owning: number)
  // TASK_COMM_LEN is 16; a failed read leaves the same answer as a missing /proc.
  let bytes = (try? readBytes(file.number, count: 16, at: 0, path: "/proc/self/comm")) ?? []
  let name = bytes.prefix { $0 != UInt8(ascii: "\n") }
  return name.isEmpty ? "unknown" : Title.sanitized(bytes: name)
}
