import SystemPackage
import Testing

@testable import Slideshow

@Suite struct MountTableTests {
  @Test("where a file system begins is told by names alone")
  func points() {
    let table = """
      22 1 8:1 / / rw - ext4 /dev/sda1 rw
      30 22 0:40 / /mnt/my\\040net rw,relatime - fuse bindfs rw
      31 30 0:41 / /mnt/my\\040net/deep rw - nfs4 host:/x rw
      """
    func point(_ path: FilePath) -> FilePath? {
      MountTable.mountPoint(of: path, in: Array(table.utf8))
    }
    #expect(point("/mnt/my net/a/b") == "/mnt/my net")
    #expect(point("/mnt/my net/deep/a") == "/mnt/my net/deep")
    #expect(point("/mnt/my network") == "/")
    #expect(MountTable.mountPoint(of: "/proc/self") == "/proc")
  }
}
