import Glibc
import Linux
import SystemPackage
import Testing

@Suite struct SystemSemaphoreTests {
  private let scratch = Scratch()

  private func key() throws -> SystemVKey {
    try SystemVKey(of: scratch.write("", to: "lock"), project: 81)
  }

  @Test("it is taken once at a time, and the kernel notes by whom")
  func taking() throws {
    let key = try key()
    #expect(try SystemSemaphore(of: key) == nil)
    let semaphore = try SystemSemaphore(making: key)
    defer { try? semaphore.remove() }
    #expect(try SystemSemaphore(of: key) == semaphore)
    #expect(try !semaphore.change(by: -1, waiting: .milliseconds(1)), "it begins with 0")
    try semaphore.setValue(1)
    #expect(try semaphore.change(by: -1, waiting: .zero))
    #expect(try semaphore.value() == 0)
    #expect(try semaphore.lastProcess() == getpid())
    #expect(try !semaphore.change(by: -1, waiting: .milliseconds(1)))
    #expect(try semaphore.change(by: 1, waiting: .zero))
    #expect(try semaphore.value() == 1)
  }

  @Test("one that is removed says so")
  func removal() throws {
    let key = try key()
    let semaphore = try SystemSemaphore(making: key)
    try semaphore.remove()
    #expect(try SystemSemaphore(of: key) == nil)
    let error = #expect(throws: SystemError.self) {
      _ = try semaphore.change(by: -1, waiting: .zero)
    }
    #expect(error?.isRemoval == true)
    try semaphore.remove()
  }
}
