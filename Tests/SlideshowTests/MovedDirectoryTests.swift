import TestSupport
import Testing

@testable import Slideshow

/// Directories whose paths lead to others by the time at which the watcher hears of it.
@Suite struct MovedDirectoryTests {
  private func observer(_ ground: Folder) throws -> Observer {
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    _ = observer.takeLog()
    return observer
  }

  @Test("what is told of a directory goes with it, and not with what has its path by now")
  func watchMoves() throws {
    let ground = try Folder(.memory, holding: "one/1.jpg", "two/2.jpg")
    let observer = try observer(ground)
    ground.rename("one", "three")
    ground.write("two/new.jpg")
    ground.rename("three", "four")
    ground.rename("two", "three")
    _ = try observer.takeLogToEnd()
    #expect(observer.known == ["four/1.jpg", "three/2.jpg", "three/new.jpg"])
    ground.write("four/later.jpg")
    ground.write("three/later.jpg")
    #expect(try observer.takeLogToEnd() == ["new: four/later.jpg", "new: three/later.jpg"])
  }

  @Test(
    "a file that was moved to the directory that has the path now is where it is",
    .enabled(if: Folder.exchangesNames, "the file system or the kernel has no exchange"))
  func noExchange() throws {
    let ground = try Folder(.memory, holding: "a/f.jpg", "b/")
    let observer = try observer(ground)
    ground.rename("a/f.jpg", "b/f.jpg")
    ground.exchange("a", "b")
    _ = try observer.takeLogToEnd()
    #expect(observer.known == ["a/f.jpg"])
  }

  @Test("a directory that has left for elsewhere takes nothing from one that gets its path")
  func leaverBelow() throws {
    let ground = try Folder(.memory, holding: "a/x/1.jpg", "b/x/1.jpg")
    let outside = try Folder(.memory)
    let observer = try observer(ground)
    ground.rename("a/x", "..\(outside.path.dropFirst("/dev/shm".count))/x")
    ground.rename("a", "c")
    ground.rename("b", "a")
    let log = try observer.takeLogToEnd()
    #expect(log == ["removed: a/x/1.jpg", "moved: b/x/1.jpg a/x/1.jpg"])
    #expect(observer.known == ["a/x/1.jpg"])
  }

  @Test("what is written in the directory that is shown while that has another name is found")
  func rootIsAway() throws {
    let ground = try Folder(.memory, holding: "shown/1.jpg")
    let observer = try Observer(scanned: ground) { $0.directories = [ground.filePath("shown")] }
    ground.rename("shown", "away")
    ground.write("away/2.jpg")
    var looks = 0
    observer.watcher.willLook = { _ in
      looks += 1
      // After its going, its new file, and the end of the writing have been taken up.
      if looks == 4 { ground.rename("away", "shown") }
    }
    try observer.wait("both") { observer.known == ["shown/1.jpg", "shown/2.jpg"] }
    #expect(observer.log == ["there: shown/1.jpg", "scanned", "new: shown/2.jpg"])
  }

  @Test("the files of another directory that gets a path before the look are not the first one's")
  func lookAtAnother() throws {
    let ground = try Folder(.memory, holding: ".other/2.jpg")
    let observer = try observer(ground)
    ground.makeDirectory("x")
    ground.write("x/1.jpg")
    var looks = 0
    observer.watcher.willLook = { path in
      guard path == ground.filePath("x") else { return }
      looks += 1
      // Watched after the first, and read after the second.
      guard looks == 2 else { return }
      ground.rename("x", "y")
      ground.rename(".other", "x")
    }
    _ = try observer.takeLogToEnd()
    #expect(looks >= 2)
    #expect(observer.known == ["x/2.jpg", "y/1.jpg"])
  }
}
