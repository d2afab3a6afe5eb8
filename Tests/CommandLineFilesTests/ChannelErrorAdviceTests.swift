@testable import CommandLineFiles
import ShmChannel
import Testing

@Suite("ChannelError+Advice")
struct ChannelErrorAdviceTests {
  @Test(
    "the advice follows what happened",
    arguments: [
      (
        .incomplete(path: "/dev/shm/root/plot"),
        "/dev/shm/root/plot is incomplete: one of its files is missing; "
          + "remove it: shmshare rm plot"
      ),
      (
        .damaged(path: "/dev/shm/root/plot/control", "it is too short"),
        "/dev/shm/root/plot/control is damaged: it is too short; "
          + "remove the channel: shmshare rm plot"
      ),
      (
        .otherVersion(path: "/dev/shm/root/plot/control", version: 2),
        "/dev/shm/root/plot/control is of protocol version 2, and this program speaks 1; "
          + "use programs of one version, or remove the channel: shmshare rm plot"
      ),
      (
        .noSpace(path: "/dev/shm", needed: 20, available: 10),
        "/dev/shm: not enough shared memory: 20 bytes needed, 10 available; "
          + "remove channels with shmshare rm, or enlarge the tmpfs"
      ),
      (
        .noInodes(path: "/dev/shm"),
        "/dev/shm: the file system takes no more files; "
          + "remove channels with shmshare rm, or enlarge its nr_inodes"
      ),
    ] as [(ChannelError, String)])
  func advice(error: ChannelError, message: String) {
    #expect(error.advised == message)
    #expect(!error.description.contains("shmshare"))
  }

  @Test("root in a container, to whom the host's channels belong not, learns what helps there")
  func root() {
    let error = ChannelError.refused(path: "/shm", .foreign(owner: 1000))
    #expect(
      error.advised(isRoot: true)
        == "/shm belongs to user 1000, and root leaves it alone; be that user (in a container: "
        + "docker run -u 1000 -v /dev/shm/shmview-1000:/shm -e SHMVIEW_DIR=/shm IMAGE; else: sudo -u "
        + "'#1000'), or set SHMVIEW_DIR")
    #expect(
      error.advised(isRoot: false)
        == "/shm belongs to user 1000, not to you; remove it or set SHMVIEW_DIR")
  }

  @Test("whose channels' folder is root's learns what has made it, and what removes it")
  func rootsFolder() {
    let error = ChannelError.refused(path: "/dev/shm/shmview-1000", .foreign(owner: 0))
    #expect(
      error.advised(isRoot: false)
        == "/dev/shm/shmview-1000 belongs to root, not to you, as docker run -v makes a folder that is "
        + "missing; remove it with sudo rmdir, or set SHMVIEW_DIR")
  }

  @Test("what no command of ours mends is told as it is")
  func noAdvice() {
    let error = ChannelError.noSuchChannel(.standard)
    #expect(error.advised == "there is no channel default")
  }

  @Test("a path in an advice cannot steer the terminal either")
  func sanitized() {
    let error = ChannelError.incomplete(path: "/a/b\u{1B}[2J")
    #expect(!error.advised.contains("\u{1B}"))
  }
}
