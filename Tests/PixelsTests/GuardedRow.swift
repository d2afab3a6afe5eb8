import Glibc

/// Values in memory whose neighbouring pages cannot be touched, at its very start or its very end.
final class GuardedRow<Value: FixedWidthInteger> {
  let start: UnsafeMutablePointer<Value>
  let count: Int
  private let memory: UnsafeMutableRawPointer
  private static var page: Int { 4096 }
  /// Pages that can be touched.
  private static var size: Int { 4 * page }

  init(_ values: [Value], atEnd: Bool) throws {
    let byteCount = values.count * MemoryLayout<Value>.stride
    precondition(byteCount <= Self.size, "\(byteCount) bytes")
    guard
      let memory = mmap(
        nil, Self.size + 2 * Self.page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      memory != MAP_FAILED,
      mprotect(memory + Self.page, Self.size, PROT_READ | PROT_WRITE) == 0
    else { throw GuardError(code: errno) }
    self.memory = memory
    count = values.count
    let offset = Self.page + (atEnd ? Self.size - byteCount : 0)
    memset(memory + Self.page, 0xEE, Self.size)
    start = (memory + offset).bindMemory(to: Value.self, capacity: max(count, 1))
    for (index, value) in values.enumerated() { start[index] = value }
  }

  deinit { munmap(memory, Self.size + 2 * Self.page) }

  /// What is there now; nil if something else has been written to than the values.
  var values: [Value]? {
    let bytes = UnsafeRawBufferPointer(start: memory + Self.page, count: Self.size)
    let first = UnsafeMutableRawPointer(start) - memory - Self.page
    let end = first + count * MemoryLayout<Value>.stride
    // The nearest ones tell, and are fewer.
    let isTouched =
      bytes[max(0, first - 256)..<first].contains { $0 != 0xEE }
      || bytes[end..<min(end + 256, Self.size)].contains { $0 != 0xEE }
    return isTouched ? nil : (0..<count).map { start[$0] }
  }
}

struct GuardError: Error { let code: CInt }
