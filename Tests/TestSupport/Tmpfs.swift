import Glibc

/// A small tmpfs of a test's own, unmounted when this value goes.
package final class Tmpfs {
  private let path: String

  /// Mounts it on `path`, which is made; the tests run as root.
  package init(at path: String, byteCount: Int) throws {
    self.path = path
    mkdir(path, 0o700)
    guard mount("shmview-e2e", path, "tmpfs", 0, "size=\(byteCount),mode=700") == 0 else {
      throw TestFailure("cannot mount a tmpfs: \(String(cString: strerror(errno)))")
    }
  }

  deinit { umount2(path, CInt(bitPattern: 2)) }  // MNT_DETACH of <sys/mount.h>

  /// Bytes that are free.
  package var freeByteCount: Int {
    var status = statvfs()
    return statvfs(path, &status) == 0 ? Int(status.f_bavail) * Int(status.f_bsize) : 0
  }
}
