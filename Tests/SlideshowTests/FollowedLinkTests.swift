import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// Links to directories below one that is shown with all of them.
@Suite struct FollowedLinkTests {
  private static func ground() throws -> Folder {
    let ground = try Folder(.memory)
    for folder in ["show", "show/deep", "far", "far/deep"] { ground.makeDirectory(folder) }
    ground.write("show/a.png")
    ground.write("far/b.png")
    ground.write("far/deep/c.png")
    ground.symlink("../far", "show/link")
    return ground
  }

  private static func observer(in ground: Folder, follows: Bool = true) throws -> Observer {
    try Observer(scanned: ground) {
      $0.directories = [ground.filePath("show")]
      $0.isRecursive = true
      $0.followsLinks = follows
    }
  }

  @Test("they are followed if that is asked for, and what comes into them joins")
  func followed() throws {
    let ground = try Self.ground()
    #expect(try Self.observer(in: ground, follows: false).known == ["show/a.png"])
    let observer = try Self.observer(in: ground)
    #expect(observer.known == ["show/a.png", "show/link/b.png", "show/link/deep/c.png"])
    ground.write("far/deep/d.png")
    try observer.wait(for: "new: show/link/deep/d.png")
    #expect(!observer.watcher.hasTimer)
  }

  @Test("those that lead back up are not, whatever the way")
  func loops() throws {
    let ground = try Self.ground()
    ground.symlink(".", "show/self")
    ground.symlink("../../show", "show/deep/up")
    ground.symlink("../../show", "far/deep/round")
    let observer = try Self.observer(in: ground)
    #expect(observer.known == ["show/a.png", "show/link/b.png", "show/link/deep/c.png"])
    ground.symlink("..", "show/deep/later")
    ground.write("show/deep/end.png")
    try observer.wait(for: "new: show/deep/end.png")
    #expect(observer.known.count == 4)
  }

  @Test("one that comes, is turned elsewhere and goes takes its pictures along")
  func turned() throws {
    let ground = try Self.ground()
    ground.makeDirectory("other")
    ground.write("other/o.png")
    let observer = try Self.observer(in: ground)
    ground.symlink("../other", "show/more")
    try observer.wait("its pictures") { observer.known.contains("show/more/o.png") }
    ground.symlink("../far/deep", "show/new")
    ground.rename("show/new", "show/more")
    try observer.wait("other pictures") { observer.known.contains("show/more/c.png") }
    #expect(!observer.known.contains("show/more/o.png"))
    ground.delete("show/more")
    try observer.wait("none of them") { !observer.known.contains("show/more/c.png") }
    ground.symlink("../late", "show/late")
    ground.makeDirectory("late")
    ground.write("late/l.png")
    try observer.wait("what came later") { observer.known.contains("show/late/l.png") }
  }
}
