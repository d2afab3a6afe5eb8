import CLinux
import Glibc
import Linux
import Testing

@Suite struct FileStatusTests {
  @Test("a file tells its size, owner, permissions, links, and when it was changed")
  func regularFile() throws {
    let scratch = Scratch()
    let before = Clock.fileStamp()
    let path = try scratch.write("12345", to: "file")
    chmod(path.description, 0o640)
    link(path.description, scratch("other").description)
    let status = try FileStatus(at: path)
    #expect(status.isRegularFile)
    #expect(status.byteCount == 5)
    #expect(status.allocatedByteCount == 4096)
    #expect(status.owner == geteuid())
    #expect(status.mode == 0o640)
    #expect(status.links == 2)
    #expect(status.modified >= before && status.changed >= status.modified)
    let file = try Descriptor(opening: scratch("other"))
    #expect(try FileStatus(of: file.number) == status)
  }

  @Test("a link is followed, or told of itself")
  func links() throws {
    let scratch = Scratch()
    symlink("/dev/null", scratch("link").description)
    #expect(try FileStatus(at: scratch("link")).kind == .characterDevice)
    #expect(try FileStatus(at: scratch("link"), followingLink: false).isSymbolicLink)
  }

  @Test("a device tells which it is")
  func device() throws {
    // Linux, Documentation/admin-guide/devices.txt: major 1, minor 3
    #expect(try FileStatus(at: "/dev/null").device == 1 << 8 | 3)
  }

  @Test("a time that is too far for 64 bits of nanoseconds is the last one")
  func farTime() throws {
    // A tmpfs takes any second; so has an ext4 of another machine once been.
    let scratch = Scratch()
    let path = try scratch.write("", to: "file")
    let times = [timespec(tv_sec: Int.max, tv_nsec: 0), timespec(tv_sec: Int.max, tv_nsec: 0)]
    try #require(utimensat(AT_FDCWD, path.description, times, 0) == 0)
    #expect(try FileStatus(at: path).modified == .max)
  }
}
