extension Program {
  /// Whether a signal has stopped it.
  package var isStopped: Bool { state == "T" }

  /// Whether it waits for something.
  package var isAsleep: Bool { state == "S" }

  /// The kernel's letter for it: proc(5), `stat`.
  private var state: Character? {
    let text = String(decoding: Folder.contents("/proc/\(processID)/stat"), as: UTF8.self)
    return text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst(2).first
  }
}
