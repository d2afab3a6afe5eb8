import Glibc

/// A directory that is seen through a file system of its own (FUSE, bindfs(1)), which can be stopped:
/// whoever asks it something then waits until it goes on.
package final class StoppableFileSystem {
  /// Where the directory is seen.
  package var mount: String { folder.path("mount") }
  /// Its own: a stage removes all that is in its folder, and would wait here.
  private let folder: Folder
  private let program: Program

  /// Why there can be none here; nil where there can.
  package static let obstacle: String? = {
    if geteuid() != 0 { return "only root may mount" }
    if access("/usr/bin/bindfs", X_OK) != 0 { return "bindfs is not installed" }
    // The device may be there and not be allowed (containers), which only opening it tells.
    let device = open("/dev/fuse", O_RDWR | O_CLOEXEC)
    if device < 0 { return "/dev/fuse: \(String(cString: strerror(errno)))" }
    close(device)
    return nil
  }()

  /// Mounts one, and waits until it answers.
  package init(of directory: String, on stage: Stage) throws {
    folder = try Folder()
    let mount = folder.path("mount")
    mkdir(mount, 0o700)
    program = try stage.start("bindfs", ["-f", directory, mount])
    let (device, program) = (Self.device(of: directory), program)
    try eventually("it is mounted: \(program.standardError)") {
      guard program.isRunning else { throw TestFailure("bindfs: \(program.standardError)") }
      return Self.device(of: mount) != device
    }
  }

  deinit {
    goOn()
    umount2(mount, CInt(MNT_DETACH))
  }

  private static func device(of path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_dev) : nil
  }

  /// It answers nothing more.
  package func stop() { program.signal(SIGSTOP) }

  /// It answers again, what it was asked meanwhile first.
  package func goOn() { program.signal(SIGCONT) }
}
