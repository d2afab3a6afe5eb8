import Linux
import SystemPackage
import Testing

@Suite struct SharedSegmentTests {
  private let scratch = Scratch()

  private func key(_ name: String, project: UInt8 = 81) throws -> SystemVKey {
    try SystemVKey(of: scratch.write("", to: name), project: project)
  }

  @Test("a key comes of a file that is there, and of the project")
  func keys() throws {
    #expect(try key("a") == key("a"))
    #expect(try key("a") != key("b"))
    #expect(try key("a") != key("a", project: 82))
    let error = #expect(throws: SystemError.self) {
      try SystemVKey(of: "/none/at/all", project: 81)
    }
    #expect(error == SystemError("ftok", "/none/at/all", errno: .noSuchFileOrDirectory))
  }

  @Test("what one attachment writes another reads, and the kernel counts both")
  func sharing() throws {
    let key = try key("segment")
    #expect(try SharedSegment(of: key) == nil)
    let made = try SharedSegment(making: key, byteCount: 5000)
    defer { try? made.remove() }
    let found = try #require(try SharedSegment(of: key))
    #expect(found == made)
    #expect(throws: SystemError("shmget", errno: .fileExists)) {
      try SharedSegment(making: key, byteCount: 1)
    }
    let writer = try AttachedSegment(made, byteCount: 5000, isReadOnly: false)
    writer.withUnsafeMutableBytes { $0[4999] = 7 }
    let reader = try AttachedSegment(found, byteCount: 5000, isReadOnly: true)
    let byte = reader.withUnsafeBytes { $0[4999] }
    #expect(byte == 7)
    let status = try #require(try made.status())
    #expect(status.byteCount == 5000)
    #expect(status.attachments == 2)
    #expect(status.changed > 0)
  }

  @Test("a segment that is removed has no key and no status, and whoever has it keeps its bytes")
  func removal() throws {
    let key = try key("segment")
    let segment = try SharedSegment(making: key, byteCount: 10)
    do {
      let attached = try AttachedSegment(segment, byteCount: 10, isReadOnly: false)
      try segment.remove()
      #expect(try SharedSegment(of: key) == nil)
      attached.withUnsafeMutableBytes { $0[0] = 1 }
    }
    #expect(try segment.status() == nil)
    try segment.remove()
  }
}
