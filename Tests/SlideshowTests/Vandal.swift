import Synchronization
import TestSupport

/// Makes, writes, renames and deletes files and directories at random.
struct Vandal {
  private let ground: Folder
  private let seed: UInt64
  private static let directories = ["", "a", "b", "a/c", "a/c/d", "b/e"]

  init(_ ground: Folder, seed: UInt64) {
    self.ground = ground
    self.seed = seed
  }

  func run(actions: Int) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<actions { act(&random) }
  }

  /// Does one thing.
  func act(_ random: inout SeededGenerator) {
    let (one, other) = (directory(&random), directory(&random))
    let (file, otherFile) = (one + "/" + name(&random), other + "/" + name(&random))
    switch Int.random(in: 0..<14, using: &random) {
    case 0...3: write(file)
    case 4:
      write(one + "/.hidden")
      ground.rename(one + "/.hidden", file)
    case 5, 6: ground.rename(file, otherFile)
    case 7: ground.delete(file)
    case 8, 9: ground.makeDirectory(one)
    case 10: if !one.isEmpty { ground.deleteTree(one) }
    case 11: if !one.isEmpty && !other.isEmpty { ground.rename(one, other) }
    case 12: ground.exchange(file, otherFile)
    default: if !one.isEmpty && !other.isEmpty { ground.exchange(one, other) }
    }
  }

  /// Nothing where its directory is missing just now.
  private func write(_ file: String) {
    guard let writer = Writer(ifPossible: ground.path(file)) else { return }
    writer.write("one piece")
    writer.write("another")
  }

  private func directory(_ random: inout SeededGenerator) -> String {
    Self.directories.randomElement(using: &random) ?? ""
  }

  private func name(_ random: inout SeededGenerator) -> String {
    "\(Int.random(in: 0..<6, using: &random)).jpg"
  }
}

/// Raised by one thread, seen by another.
final class Flag: Sendable {
  private let state = Atomic(false)

  var isRaised: Bool { state.load(ordering: .acquiring) }

  func raise() { state.store(true, ordering: .releasing) }
}
