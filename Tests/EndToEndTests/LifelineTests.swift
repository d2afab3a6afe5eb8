import Glibc
import TestSupport
import Testing

@Suite struct LifelineTests {
  @Test("what a killed test run has started ends with it, and what that has started, too")
  func killedRun() async throws {
    let folder = try Folder()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
      let own = try Folder(below: path)
      let program = try Program(
        "sh", ["-c", "sleep 1000 & echo $!; wait"], environment: ["PATH": "/usr/bin:/bin"],
        folder: own)
      let child = try eventually("the shell names its child") {
        Int(program.standardOutput.filter(\.isNumber))
      }
      let file = open(path + "/numbers", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
      let numbers = Array("\(program.processID) \(child)".utf8)
      guard write(file, numbers, numbers.count) == numbers.count else { return }
      kill(getpid(), SIGKILL)
    }
    let numbers = String(decoding: Folder.contents(folder.path("numbers")), as: UTF8.self)
    let processes = numbers.split(separator: " ").compactMap { pid_t($0) }
    try #require(processes.count == 2)
    for process in processes {
      try eventually("process \(process) ends") {
        // Neither the gone nor those that only wait for their parent have one.
        Folder.contents("/proc/\(process)/cmdline").isEmpty
      }
    }
    try eventually("its folder is removed") { Folder.entries(folder.path) == ["numbers"] }
  }

  @Test("a program that has ended and is written to fails the test that writes, and ends no other")
  func unread() throws {
    let folder = try Folder()
    let program = try Program(
      "true", [], environment: ["PATH": "/usr/bin:/bin"], input: .pipe, folder: folder)
    #expect(try program.wait() == .exited(0))
    // A child that another test has just started has a copy of the other end until it runs its
    // program.
    try eventually("the write fails") { (try? program.send([1])) == nil }
    program.offer([1])
  }
}
