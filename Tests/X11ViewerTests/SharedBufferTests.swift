import Glibc
import Testing

@testable import X11Viewer

@Suite struct SharedBufferTests {
  @Test("a shared buffer is zero, whole pages, and of a size that nobody can change")
  func sealed() throws {
    let buffer = try SharedBuffer(byteCount: 5000)
    #expect(buffer.byteCount == 8192)
    buffer.withUnsafeMutableBytes { bytes in
      #expect(bytes.allSatisfy { $0 == 0 })
    }
    #expect(ftruncate(buffer.descriptor, 4096) == -1)
    #expect(errno == EPERM)
    #expect(ftruncate(buffer.descriptor, 16_384) == -1)
  }
}
