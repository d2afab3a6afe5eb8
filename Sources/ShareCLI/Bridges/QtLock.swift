private import Glibc
internal import Linux
private import SystemPackage

/// The lock of a QSharedMemory: a QSystemSemaphore with a value of 1.
///
/// The kernel undoes what a process has taken when that ends. Others may remove the semaphore, and
/// make it anew, at any time.
final class QtLock {
  /// Why the lock cannot be taken.
  enum Holder: Equatable {
    case running(CInt)
    /// It has ended, and the kernel has not been told to undo what it took.
    case dead(CInt)
    case unknown(semaphore: CInt)
  }

  private let file: QtKeyFile
  /// What this process has made, and removes in the end.
  private var made: SystemSemaphore?
  private var held: SystemSemaphore?

  /// How often a semaphore may be removed while it is waited for.
  private static let attempts = 10

  init(file: PathBytes) { self.file = QtKeyFile(path: file) }

  /// The semaphore that is there now; nil if there is none.
  func semaphore() throws(SystemError) -> SystemSemaphore? {
    guard let key = try file.key() else { return nil }
    return try SystemSemaphore(of: key)
  }

  /// Takes the lock, which is made where there is none.
  ///
  /// - Returns: false if others kept it all the time.
  func acquire(waiting limit: Duration) throws(SystemError) -> Bool {
    for _ in 0..<Self.attempts {
      do throws(SystemError) {
        guard let semaphore = try opened() else { continue }
        guard try semaphore.change(by: -1, waiting: limit) else { return false }
        held = semaphore
        if try self.semaphore() == semaphore { return true }
        try release()  // the file leads to another one meanwhile, and nobody comes to this one
        if made == semaphore {
          made = nil
          try semaphore.remove()
        }
      } catch {
        guard error.isRemoval else { throw error }
      }
    }
    return false
  }

  /// Gives it back.
  ///
  /// - Returns: whether it was ours all the time: `QSharedMemory::create` frees it for itself.
  @discardableResult
  func release() throws(SystemError) -> Bool {
    guard let semaphore = held else { return false }
    held = nil
    do throws(SystemError) {
      guard try semaphore.lastProcess() == getpid() else { return false }
      return try semaphore.change(by: 1, waiting: .zero)
    } catch {
      guard error.isRemoval else { throw error }
      return false
    }
  }

  /// The process that keeps it; nil if it is free.
  func holder() throws(SystemError) -> Holder? {
    guard let semaphore = try semaphore(), try semaphore.value() == 0 else { return nil }
    let process = try semaphore.lastProcess()
    guard process != 0 else { return .unknown(semaphore: semaphore.id) }
    return isProcess(process) ? .running(process) : .dead(process)
  }

  /// Frees it from a dead process, as `QSharedMemory::create` does with whatever it finds.
  func free(from process: CInt) throws(SystemError) {
    guard let semaphore = try semaphore(), try semaphore.lastProcess() == process else { return }
    try semaphore.setValue(1)
  }

  /// Removes the semaphore and its file if this process has made them, and still holds the lock:
  /// nobody else is inside then.
  func removeIfMade() throws(SystemError) {
    guard let made, held == made else { return }
    held = nil
    file.remove()
    try made.remove()
  }

  /// Whether this process has made the semaphore.
  var isMade: Bool { made != nil }

  private func opened() throws(SystemError) -> SystemSemaphore? {
    _ = try file.make()
    guard let key = try file.key() else { return nil }
    if let semaphore = try SystemSemaphore(of: key) { return semaphore }
    do throws(SystemError) {
      let semaphore = try SystemSemaphore(making: key)
      made = semaphore
      try semaphore.setValue(1)
      return semaphore
    } catch {
      guard error.errno == .fileExists else { throw error }
      return nil  // another process was quicker
    }
  }
}
