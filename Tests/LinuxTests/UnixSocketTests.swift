import Glibc
import Linux
import Testing

@Suite struct UnixSocketTests {
  @Test("a socket counts while a program listens at it, by a file's name or by the kernel's")
  func listening() throws {
    let scratch = Scratch()
    let file = scratch("socket").bytes
    for path in [file, [0] + file] {
      #expect(!UnixSocket.isListening(at: path))
      let server = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
      let length = socklen_t(2 + path.count)
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(server, $0, length) }
      }
      try #require(bound == 0 && listen(server, 1) == 0)
      #expect(UnixSocket.isListening(at: path))
      close(server)
      #expect(!UnixSocket.isListening(at: path))
    }
    #expect(!UnixSocket.isListening(at: []))
    #expect(!UnixSocket.isListening(at: Array(repeating: 65, count: 200)))
  }
}
