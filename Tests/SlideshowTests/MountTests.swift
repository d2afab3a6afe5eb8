import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// File systems that come and go; only root may mount.
@Suite(.enabled(if: mayMount)) struct MountTests {
  @Test("a file system unmounted and mounted again is missed and found, with no timer running")
  func unmounted() throws {
    let ground = try Folder(.disk)
    ground.makeDirectory("card")
    mountTmpfs(ground.path("card"))
    defer { umount2(ground.path("card"), CInt(MNT_DETACH)) }
    ground.write("card/first.jpg")
    let observer = try Observer(scanned: ground) { $0.directories = [ground.filePath("card")] }
    #expect(observer.known == ["card/first.jpg"])
    for round in 0..<3 {
      #expect(umount(ground.path("card")) == 0)
      try observer.wait("no files") { observer.known.isEmpty }
      try observer.waitUntilQuiet()
      #expect(!observer.watcher.hasTimer)
      mountTmpfs(ground.path("card"))
      ground.write("card/\(round).jpg")
      try observer.wait("the files") { observer.known == ["card/\(round).jpg"] }
    }
  }

  @Test("a file system mounted below a watched directory is seen")
  func mountedBelow() throws {
    let ground = try Folder(.disk)
    ground.makeDirectory("card")
    ground.write("card/under.jpg")
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    #expect(observer.known == ["card/under.jpg"])
    mountTmpfs(ground.path("card"))
    defer { umount2(ground.path("card"), CInt(MNT_DETACH)) }
    ground.write("card/over.jpg")
    try observer.wait("the other file") { observer.known == ["card/over.jpg"] }
    #expect(umount(ground.path("card")) == 0)
    try observer.wait("the first file") { observer.known == ["card/under.jpg"] }
  }
}

private func mountTmpfs(_ path: String) {
  let result = mount("none", path, "tmpfs", 0, nil)
  precondition(result == 0, "mount \(path): \(errno)")
}

/// Whether this process may mount, tried out.
private let mayMount: Bool = {
  guard let ground = try? Folder(.disk) else { return false }
  guard mount("none", ground.path, "tmpfs", 0, nil) == 0 else { return false }
  return umount(ground.path) == 0
}()
