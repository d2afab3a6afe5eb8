import Glibc
import Synchronization
import TestSupport

/// A thread that rewrites headers of a channel, and cuts and extends its files, without a pause.
final class Meddler: Sendable {
  private let folder: String
  private let seed: UInt64
  private let isOver = Atomic(false)
  private let hasEnded = Atomic(false)
  private let rewrites = Atomic(0)

  init(folder: String, seed: UInt64) {
    (self.folder, self.seed) = (folder, seed)
    var handle = pthread_t()
    let code = pthread_create(
      &handle, nil,
      { meddler in
        guard let meddler else { return nil }
        Unmanaged<Meddler>.fromOpaque(meddler).takeRetainedValue().meddle()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(code == 0, "pthread_create: \(code)")
    pthread_detach(handle)
  }

  /// How often it has spoilt something.
  var count: Int { rewrites.load(ordering: .relaxed) }

  /// Waits until the thread has ended.
  func end() {
    isOver.store(true, ordering: .relaxed)
    while !hasEnded.load(ordering: .acquiring) { usleep(1000) }
  }

  private func meddle() {
    var random = SeededGenerator(seed: seed)
    let kinds: [Mutation] = [.bitFlips, .field, .size, .cut, .growth, .copiedHeader]
    while !isOver.load(ordering: .relaxed) {
      kinds.randomElement(using: &random)?.apply(to: folder, &random)
      rewrites.add(1, ordering: .relaxed)
      usleep(useconds_t.random(in: 0...50, using: &random))
    }
    hasEnded.store(true, ordering: .releasing)
  }
}
