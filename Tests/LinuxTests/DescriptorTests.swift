import Glibc
import Linux
import SystemPackage
import Testing

@Suite struct DescriptorTests {
  @Test("a descriptor is closed with its value, and child processes do not inherit it")
  func ownership() throws {
    let scratch = Scratch()
    let path = try scratch.write("x", to: "file")
    let file = try Descriptor(opening: path)
    let number = file.number
    #expect(fcntl(number, F_GETFD) == FD_CLOEXEC)
    let status = try FileStatus(of: number)
    file.close()
    // Another thread may have opened something under the number.
    #expect((try? FileStatus(of: number))?.identity != status.identity)
  }

  @Test("a number that was taken is its taker's")
  func taking() throws {
    let descriptor = try Descriptor(memoryNamed: "memory")
    let number = descriptor.take()
    #expect(fcntl(number, F_GETFD) >= 0)
    close(number)
  }

  @Test("a relative path begins in the directory that is given")
  func directory() throws {
    let scratch = Scratch()
    try scratch.write("12345", to: "file")
    let directory = try Descriptor(opening: PathBytes(scratch.path), options: [.directory])
    let file = try Descriptor(opening: "file", in: directory.number, named: "mine")
    #expect(try FileStatus(of: file.number).byteCount == 5)
    let error = #expect(throws: SystemError.self) {
      _ = try Descriptor(opening: "none", in: directory.number, named: "mine").number
    }
    #expect(error?.path == "mine")
  }

  @Test("a file without a name has none")
  func unnamed() throws {
    let scratch = Scratch()
    let file = try Descriptor(
      opening: PathBytes(scratch.path), .readWrite, options: [.unnamed],
      permissions: .ownerReadWrite)
    #expect(try FileStatus(of: file.number).links == 0)
  }

  @Test("memory can be sealed only where that was asked for", arguments: [true, false])
  func sealing(allowsSealing: Bool) throws {
    let memory = try Descriptor(memoryNamed: "memory", allowsSealing: allowsSealing)
    let seals = fcntl(memory.number, 1034)  // F_GET_SEALS
    #expect(seals == (allowsSealing ? 0 : 1))  // F_SEAL_SEAL
  }

  @Test("a second descriptor has the same file open, and is not inherited")
  func duplicating() throws {
    let first = try Descriptor(memoryNamed: "memory")
    let second = try Descriptor(duplicating: first.number)
    #expect(
      try FileStatus(of: first.number).identity == FileStatus(of: second.number).identity)
    #expect(fcntl(second.number, F_GETFD) == FD_CLOEXEC)
  }

  @Test("a pipe gives out what was written, waits for nothing if told so, and tells the end")
  func pipe() throws {
    let ends = try Pipe()
    try ends.reading.makeNonBlocking()
    let error = #expect(throws: SystemError.self) {
      try readSome(ends.reading.number, atMost: 8)
    }
    #expect(error?.errno == .resourceTemporarilyUnavailable)
    try writeAll([1, 2, 3], to: ends.writing.number)
    #expect(try readSome(ends.reading.number, atMost: 2) == [1, 2])
    #expect(try readSome(ends.reading.number, atMost: 8) == [3])
    let alone = try Pipe().keepReading()
    #expect(try readSome(alone.number, atMost: 8) == [])
  }

  @Test("bytes are read and written at offsets, and reading ends where the file does")
  func offsets() throws {
    let file = try Descriptor(memoryNamed: "memory")
    try writeBytes([1, 2, 3, 4], to: file.number, at: 2)
    #expect(try readBytes(file.number, count: 100, at: 1) == [0, 1, 2, 3, 4])
    #expect(try readBytes(file.number, count: 1, at: 100) == [])
  }

  @Test("a device that is full says so")
  func full() throws {
    let full = try Descriptor(opening: "/dev/full", .writeOnly)
    let error = #expect(throws: SystemError.self) {
      try writeAll([1], to: full.number, path: "/dev/full")
    }
    #expect(error == SystemError("write", "/dev/full", errno: .noSpace))
  }
}
