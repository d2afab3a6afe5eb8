import Glibc
import Synchronization
import TestSupport
import Testing

@testable import ShmChannel

/// How much a publisher asks of the kernel: counts, which do not depend on the machine.
@Suite struct BudgetTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }

  /// The system calls of the thread that runs `body`, one a line, as strace(1) writes them.
  func trace(_ body: @escaping @Sendable () -> Void) throws -> [Substring] {
    let log = directory.path + "-trace"
    let state = Tracing()
    let thread = Thread {
      state.id.store(threadID(), ordering: .releasing)
      while !state.isTraced.load(ordering: .acquiring) { usleep(1_000) }
      body()
    }
    while state.id.load(ordering: .acquiring) == 0 { usleep(1_000) }
    let number = state.id.load(ordering: .acquiring)
    let tracer = try ChildProcess(["strace", "-q", "-p", "\(number)", "-o", log])
    let status = "/proc/self/task/\(number)/status"
    // proc(5): the process that traces this thread.
    while String(decoding: Folder.contents(status), as: UTF8.self).contains("TracerPid:\t0\n") {
      try #require(tracer.isRunning, "strace has ended")
      usleep(1_000)
    }
    state.isTraced.store(true, ordering: .releasing)
    thread.join()
    #expect(tracer.wait() == 0)
    defer { unlink(log) }
    return String(decoding: Folder.contents(log), as: UTF8.self).split(separator: "\n")
  }

  @Test("a steady publish takes at most 20 system calls beside the writing of pixels")
  func publish() throws {
    let root = directory.root
    let lines = try trace {
      guard let channel = try? Channel.openOrCreate(.standard, root: root) else { return }
      for _ in 0..<4 { _ = try? channel.put(1, width: 1920, height: 1080) }
      // Until the directory's times tell every change.
      usleep(50_000)
      for _ in 0..<8 { _ = try? channel.put(2, width: 1920, height: 1080) }
    }
    // The commit: 16 bytes at offset 32 of `control`.
    let commits = lines.indices.filter {
      lines[$0].hasPrefix("pwrite64") && lines[$0].hasSuffix(", 16, 32) = 16")
    }
    try #require(commits.count == 12)
    for (last, commit) in zip(commits, commits.dropFirst()).suffix(6) {
      let calls = lines[last + 1...commit].filter { !isOfMemory($0) }
      // Pixels begin at offset 4096, and a frame has more than a header page.
      let pixels = calls.count {
        $0.hasPrefix("pwrite64") && $0.hasSuffix(", 8294400, 4096) = 8294400")
      }
      #expect(calls.count - pixels <= 20, "\(calls.joined(separator: "\n"))")
      #expect(pixels == 1)  // at most one for each MiB
    }
  }

  /// What the allocator does with the pixels of this test; the sanitizer's maps at fixed addresses.
  private func isOfMemory(_ line: Substring) -> Bool {
    if line.hasPrefix("mmap("), line.contains("MAP_ANONYMOUS") { return true }
    return ["mmap(NULL", "munmap", "brk", "mremap", "madvise", "mprotect"].contains {
      line.hasPrefix($0)
    }
  }
}

/// What the traced thread and its test tell each other.
private final class Tracing: Sendable {
  let id = Atomic(0)
  let isTraced = Atomic(false)
}

/// proc(5): `/proc/thread-self` names the task of whoever reads it.
private func threadID() -> Int {
  var buffer = [CChar](repeating: 0, count: 64)
  let count = readlink("/proc/thread-self", &buffer, buffer.count)
  let bytes = buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:))
  let text = String(decoding: bytes, as: UTF8.self)
  return Int(text.split(separator: "/").last ?? "") ?? 0
}
