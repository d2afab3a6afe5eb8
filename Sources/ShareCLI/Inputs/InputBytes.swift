private import Glibc

/// What was read of an input, in memory whose lack is an error: an array that finds none ends the
/// process.
struct InputBytes: ~Copyable {
  /// Bytes that are there.
  private(set) var count = 0
  /// More are not read.
  var byteLimit = Self.maximumByteCount
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// Bytes that can be appended without another `reserve`.
  var room: Int { memory.count - count }

  deinit { free(memory.baseAddress) }

  /// Makes room for `capacity` bytes in all; false when the system has no memory for that, and then
  /// nothing has changed.
  mutating func reserve(_ capacity: Int) -> Bool {
    guard capacity > memory.count else { return true }
    guard let start = realloc(memory.baseAddress, capacity) else { return false }
    memory = UnsafeMutableRawBufferPointer(start: start, count: capacity)
    return true
  }

  /// Has `fill` write into the room, and appends as many bytes as it says; none if that is
  /// negative.
  mutating func append(_ fill: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
    let result = fill(UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
    count += max(0, result)
    return result
  }

  /// Appends a copy; false when the system has no memory for that, and then nothing has changed.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard reserve(count + bytes.count) else { return false }
    _ = append { room in
      room.copyMemory(from: bytes)
      return bytes.count
    }
    return true
  }

  /// Forgets the bytes, and keeps their memory.
  mutating func clear() { count = 0 }

  /// Forgets the first bytes, and keeps their memory.
  mutating func removeFirst(_ number: Int) {
    precondition(0...count ~= number, "more than there are")
    let rest = UnsafeRawBufferPointer(rebasing: memory[number..<count])
    memory.copyMemory(from: rest)
    count = rest.count
  }

  /// The bytes; the pointer ends with `body`.
  func withUnsafeBytes<R: ~Copyable, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
  }
}
