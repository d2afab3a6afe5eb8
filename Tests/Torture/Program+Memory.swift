import TestSupport

extension Program {
  /// Lets it take no more than so many further bytes of address space: prlimit(1).
  func limitMemory(growingBy byteCount: Int, on stage: Stage) throws {
    let status = String(decoding: Folder.contents("/proc/\(processID)/status"), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmSize:") }
    guard let kibibytes = line?.split(separator: " ").compactMap({ Int($0) }).first else {
      throw TestFailure("process \(processID) does not say how large it is")
    }
    let outcome = try stage.run(
      "prlimit", ["--pid", "\(processID)", "--as=\(kibibytes << 10 + byteCount):"])
    guard outcome.ending == .exited(0) else { throw TestFailure("prlimit: \(outcome)") }
  }
}
