import TestSupport

/// strace(1), which kills or stops a program at one of its system calls.
///
/// It stands beside the program (`-D`), so that the process that a test has started is the program.
enum Tracer {
  static let path = "strace"

  /// Arguments to run `program` with `signal` sent as it enters `call` for the `occurrence`th time:
  /// a kill comes before the call is made, a stop after it.
  static func interrupting(
    _ call: String, _ occurrence: Int, by signal: String, _ program: [String],
    log: String = "/dev/null", withChildren: Bool = true
  ) -> [String] {
    options(withChildren) + [
      "-qq", "-o", log, "-e", "trace=\(call)", "-e",
      "inject=\(call):signal=\(signal):when=\(occurrence)",
    ] + program
  }

  private static func options(_ withChildren: Bool) -> [String] {
    withChildren ? ["-D", "-f"] : ["-D"]
  }

  /// Arguments to run `program` with every flock(2) answered by a success that it is not: it
  /// believes that it holds what it reads.
  static func withoutLocks(_ program: [String]) -> [String] {
    [
      "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=flock", "-e",
      "inject=flock:retval=0",
    ] + program
  }

  /// Whether a program whose stop is logged there stands still.
  static func hasStopped(in log: String) -> Bool {
    String(decoding: Folder.contents(log), as: UTF8.self).contains("--- stopped by SIGSTOP ---")
  }

  /// Arguments to run `program` with its calls, and the paths of its descriptors, written to a file
  /// for `calls(in:)`.
  static func recording(
    to file: String, _ program: [String], withChildren: Bool = true
  ) -> [String] {
    options(withChildren) + ["-o", file, "-s", "512", "-y"] + program
  }

  /// The same for one kind of call, in a program that the others do not cost much.
  static func recording(only call: String, to file: String, _ program: [String]) -> [String] {
    options(true) + ["--seccomp-bpf", "-o", file, "-y", "-e", "trace=\(call)"] + program
  }

  /// The calls that were recorded, once the program has ended.
  static func calls(in file: String) throws -> [SystemCall] {
    let text = try eventually("strace writes its last line to \(file)") {
      let text = String(decoding: Folder.contents(file), as: UTF8.self)
      return text.contains("+++ exited with ") ? text : nil
    }
    return text.split(separator: "\n").compactMap { SystemCall(line: $0) }
  }
}

/// A system call in strace's output.
struct SystemCall {
  let name: String
  let line: Substring

  /// Nil for a line that tells of something else.
  init?(line: Substring) {
    // With -f: the process, spaces, and the call.
    let text = line.drop { $0.isNumber }.drop { $0 == " " }
    guard let end = text.firstIndex(of: "("), text.first?.isLetter == true else { return nil }
    name = String(text[..<end])
    self.line = line
  }
}

/// For each kind of system call, the occurrences at which a program is to be killed.
struct KillPlan {
  /// The kinds, in the order in which they are first made.
  private(set) var names: [String] = []
  /// The first occurrence of each at which to kill; later ones follow until a program gets through.
  private(set) var first: [String: Int] = [:]
  /// All of them as they were recorded.
  private(set) var moments: [Moment] = []

  struct Moment {
    let call: SystemCall
    let occurrence: Int
  }

  /// - Parameter start: text in the line of the first call of interest; nil for all calls.
  init(_ calls: [SystemCall], from start: String?) throws {
    var seen: [String: Int] = [:]
    var hasStarted = start == nil
    for call in calls where call.name != "execve" {  // before which there is no program
      if let start, call.line.contains(start) { hasStarted = true }
      seen[call.name, default: 0] += 1
      guard hasStarted else { continue }
      moments.append(Moment(call: call, occurrence: seen[call.name, default: 1]))
      guard first[call.name] == nil else { continue }
      names.append(call.name)
      first[call.name] = seen[call.name]
    }
    guard hasStarted else { throw TestFailure("the program never said \(start ?? "")") }
  }

  /// The moment after the first call of that kind: a kill there leaves what the call has done.
  func moment(after isMeant: (SystemCall) -> Bool) -> Moment? {
    guard let index = moments.firstIndex(where: { isMeant($0.call) }) else { return nil }
    return moments.indices.contains(index + 1) ? moments[index + 1] : nil
  }
}
