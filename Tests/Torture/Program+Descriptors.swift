import Glibc
import TestSupport

extension Program {
  /// The number that its next descriptor gets.
  var firstFreeDescriptor: Int {
    let used = Set(Folder.entries("/proc/\(processID)/fd").compactMap { Int($0) })
    return (0...used.count).first { !used.contains($0) } ?? 0
  }

  /// Takes all further descriptors from it.
  func takeDescriptors(on stage: Stage) throws {
    try limitDescriptors(to: firstFreeDescriptor, on: stage)
  }

  /// Gives it as many as it can need.
  func giveDescriptors(on stage: Stage) throws { try limitDescriptors(to: 1024, on: stage) }

  /// Lets it open none of that number or above: prlimit(1).
  func limitDescriptors(to count: Int, on stage: Stage) throws {
    let outcome = try stage.run("prlimit", ["--pid", "\(processID)", "--nofile=\(count):"])
    guard outcome.ending == .exited(0) else { throw TestFailure("prlimit: \(outcome)") }
  }
}
