package import Glibc

extension Program {
  /// Whether a signal has stopped it.
  package var isStopped: Bool { state == "T" }

  /// Whether it waits for something.
  package var isAsleep: Bool { state == "S" }

  /// Whether another program's process waits for something.
  package static func isAsleep(_ process: pid_t) -> Bool { state(of: process) == "S" }

  /// Has a signal stop it, and waits until it stands still.
  package func stop() throws {
    signal(SIGSTOP)
    try eventually("process \(processID) stands still") { isStopped }
  }

  /// How often the kernel has let it run after it waited (proc(5)).
  package var wakeUps: String { status("voluntary_ctxt_switches") }

  /// Whether it blocks a signal, to hear of it in another way (proc(5), `SigBlk`).
  package func blocks(_ signal: CInt) -> Bool {
    let mask = status("SigBlk").split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
    return mask >> UInt64(signal - 1) & 1 == 1
  }

  /// A line of proc(5), `status`; empty where there is none.
  private func status(_ name: String) -> String {
    String(decoding: Folder.contents("/proc/\(processID)/status"), as: UTF8.self)
      .split(separator: "\n").first { $0.hasPrefix(name + ":") }.map(String.init) ?? ""
  }

  /// Waits until nothing has woken it for so long. What it has not had a processor for yet is to
  /// come: it must be asleep, not only without a turn.
  package func awaitRest(of time: Duration) throws {
    try eventually("process \(processID) comes to rest for \(time)") {
      let before = wakeUps
      guard isAsleep else { return false }
      usleep(useconds_t(time / .microseconds(1)))
      return isAsleep && wakeUps == before
    }
  }

  /// Whether it has a file open.
  package func hasOpen(_ path: String) -> Bool {
    // By its number: a file that was made without a name has none there.
    var file = stat()
    guard stat(path, &file) == 0 else { return false }
    return Folder.entries("/proc/\(processID)/fd").contains { name in
      var open = stat()
      return stat("/proc/\(processID)/fd/\(name)", &open) == 0
        && (open.st_dev, open.st_ino) == (file.st_dev, file.st_ino)
    }
  }

  private var state: Character? { Self.state(of: processID) }

  /// The kernel's letter for a process: proc(5), `stat`.
  private static func state(of process: pid_t) -> Character? {
    let text = String(decoding: Folder.contents("/proc/\(process)/stat"), as: UTF8.self)
    return text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst(2).first
  }
}
