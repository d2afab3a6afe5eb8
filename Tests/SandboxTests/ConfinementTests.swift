import Glibc
import TestSupport
import Testing

@testable import Sandbox

/// Each test in a process of its own, on a kernel that has Landlock and seccomp.
@Suite("Confinement")
struct ConfinementTests {
  private let folder: Folder
  private let elsewhere: Folder

  init() throws {
    folder = try Folder()
    elsewhere = try Folder()
  }

  @Test("what decoding does not need is refused", arguments: Attempt.allCases)
  func refused(_ attempt: Attempt) async throws {
    let victim = try elsewhere.write(Array("abc".utf8), to: "victim")
    // On the first thread: of one that is traced, and is another, the kernel tells the tracer alone,
    // which is a thread here, and would hide the end of every later process from the test library.
    let allowed = await #expect(processExitsWith: .success) {
      [attempt = attempt as Attempt, victim = victim as String] in
      await MainActor.run { () -> Void in exit(attempt.perform(on: victim)) }
    }
    #expect(allowed != nil, "without the confinement it is possible")
    for name in Folder.entries(elsewhere.path) { Folder.remove(elsewhere.path(name)) }
    try elsewhere.write(Array("abc".utf8), to: "victim")
    let expected = [EPERM, EACCES]
    let result = await #expect(processExitsWith: .failure) {
      [attempt = attempt as Attempt, victim = victim as String, path = folder.path as String] in
      exit(Self.confine(to: path) ? attempt.perform(on: victim) : 0)
    }
    #expect(expected.map { .exitCode($0) }.contains(result?.exitStatus))
    #expect(texts(in: elsewhere) == ["victim": "abc"])
  }

  @Test("in its directory files are made, written and deleted, and anything may be read")
  func allowed() async throws {
    let other = try elsewhere.write(Array("abc".utf8), to: "other")
    try folder.write(Array("old".utf8), to: "old")
    await #expect(processExitsWith: .success) {
      [other = other as String, path = folder.path as String] in
      guard Self.confine(to: path) else { exit(1) }
      let new = open("\(path)/new", O_RDWR | O_CREAT | O_EXCL, 0o600)
      guard new >= 0, pwrite(new, "new", 3, 0) == 3, flock(new, LOCK_EX) == 0 else { exit(2) }
      guard unlink("\(path)/old") == 0 else { exit(3) }
      guard open(other, O_RDONLY) >= 0, open("/dev/null", O_WRONLY) >= 0 else { exit(4) }
      guard kill(getpid(), 0) == 0 else { exit(5) }
    }
    #expect(texts(in: folder) == ["new": "new"])
  }

  @Test("threads start, and are confined like the one that starts them")
  func threads() async {
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      guard Self.confine(to: path) else { exit(1) }
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { _ in
          let isRefused = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0) < 0 && errno == EPERM
          return UnsafeMutableRawPointer(bitPattern: isRefused ? 7 : 8)
        }, nil)
      var result: UnsafeMutableRawPointer?
      guard code == 0, pthread_join(thread, &result) == 0 else { exit(2) }
      exit(result == UnsafeMutableRawPointer(bitPattern: 7) ? 0 : 3)
    }
  }

  @Test("a process that aborts still ends by that signal")
  func abortion() async {
    await #expect(processExitsWith: .signal(SIGABRT)) { [path = folder.path as String] in
      guard Self.confine(to: path) else { exit(1) }
      abort()
    }
  }

  /// Names and texts of all files; a directory has no text.
  private func texts(in folder: Folder) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: Folder.entries(folder.path).map {
        ($0, String(decoding: Folder.contents(folder.path($0)), as: UTF8.self))
      })
  }

  /// Whether all of it is in force.
  private static func confine(to path: String) -> Bool {
    let directory = open(path, O_RDONLY | O_DIRECTORY)
    return Confinement(writableDirectory: directory).enter().isEmpty
  }
}
