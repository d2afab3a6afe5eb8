import CommandLineFiles
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
