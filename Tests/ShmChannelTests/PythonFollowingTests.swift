import Glibc
import ShmChannel
import TestSupport
import Testing

/// Removal, making anew and viewers, between the library and the Python implementation.
@Suite struct PythonFollowingTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard
  var python: PythonTools { PythonTools(root: directory) }

  func open() throws -> Channel { try Channel.openOrCreate(name, root: directory.root) }

  @Test("a Python reader sees a channel come, go, and come again")
  func removalBySwift() throws {
    let follower = try python.reader("--follow", "2")
    try open().putPattern(1)
    #expect(try follower.next(PythonFrame.self).generation == 1)
    try directory.root.remove(name)
    #expect(try follower.next(PythonRemoval.self).removed == name.string)
    try open().putPattern(2)
    let line = try follower.next(PythonFrame.self)
    #expect(line.generation == 1)
    #expect(line.sha256 == (try sha256(Pattern.pixels(2))))
    #expect(follower.wait() == 0)
  }

  @Test("the library notices that Python removed the channel, and follows it when Python makes it")
  func removalByPython() throws {
    let channel = try open()
    let reader = try ChannelReader(name: name, root: directory.root)
    let generation = try channel.putPattern(1)
    #expect(try reader.refresh() == .frame(generation, channel.id))
    var loan = try channel.loan(width: 1, height: 1, format: .bgrx)
    try loan.write(([0, 0, 0, 255] as [UInt8]).span.bytes)
    try python.removeChannel()
    #expect(Folder.entries(directory.path).isEmpty)
    do throws(ChannelError) {
      _ = try loan.publish(title: "lost")
      Issue.record("published into a removed channel")
    } catch {
      #expect(error == .removedWhilePublishing(name))
    }
    #expect(try reader.refresh() == .noChannel)
    #expect(try python.publish(seed: 5) == [Generation(rawValue: 1)])
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == Pattern.pixels(5))
    #expect(try channel.putPattern(6) == Generation(rawValue: 2))
  }

  @Test("a Python publisher whose channel was removed loses its loan")
  func loanLost() throws {
    try open().putPattern(1)
    let publisher = try python.publisher(seed: 2, hold: "loan")
    _ = try #require(publisher.line())
    try directory.root.remove(name)
    publisher.send([0x0A])
    #expect(publisher.lines().isEmpty)
    #expect(publisher.wait() == 1)
    #expect(Folder.entries(directory.path).isEmpty)
  }

  @Test("what a killed maker or remover left is swept by Python, but not while it lives")
  func leftovers() throws {
    let dead = directory.path(".dead-0123456789abcdef")
    let living = directory.path(".new-0123456789abcdef")
    mkdir(directory.path, 0o700)
    for path in [dead, living] {
      mkdir(path, 0o700)
      mkdir(path + "/viewers", 0o700)
      close(Glibc.open(path + "/frame-1", O_CREAT | O_WRONLY, 0o600))
    }
    let descriptor = Glibc.open(living, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    _ = try python.publish(seed: 1)
    #expect(Folder.entries(directory.path) == [".new-0123456789abcdef", "default"])
    #expect(Folder.entries(living) == ["frame-1", "viewers"])
  }

  @Test("a Python viewer's acknowledgement ends the wait for a viewer")
  func acknowledgement() throws {
    let channel = try open()
    let viewer = try python.reader("--follow", "2", "--as-viewer", "snake", "--hold")
    let first = try channel.putPattern(1)
    #expect(try channel.waitUntilShown(first, timeout: .seconds(300)))
    let second = try channel.putPattern(2)
    #expect(try channel.waitUntilShown(second, timeout: .seconds(300)))
    let summary = try #require(try directory.root.list().channels.first)
    let shown = try #require(summary.viewers.first)
    #expect(summary.viewers.count == 1)
    #expect(shown.name == "snake")
    #expect(shown.processID == UInt32(viewer.id))
    #expect(shown.generation == second)
    viewer.closeInput()
    #expect(viewer.wait() == 0)
    #expect(Folder.entries(directory.path("default/viewers")).isEmpty)
  }

  @Test("the file of a Python viewer that was killed is unlinked")
  func killedViewer() throws {
    let channel = try open()
    let viewer = try python.reader("--as-viewer", "snake", "--hold")
    let generation = try channel.putPattern(1)
    #expect(try channel.waitUntilShown(generation, timeout: .seconds(300)))
    viewer.kill()
    #expect(try channel.viewerCount() == 0)
    #expect(Folder.entries(directory.path("default/viewers")).isEmpty)
  }

  @Test("Python lists the library's viewers")
  func viewerOfSwift() throws {
    let channel = try open()
    let reader = try ChannelReader(
      name: name, root: directory.root, presence: .viewer(name: "swift"))
    let generation = try channel.putPattern(1)
    #expect(try reader.refresh() == .frame(generation, channel.id))
    reader.acknowledge(generation)
    let viewer = try python.start("viewers.py", []).next(PythonViewer.self)
    #expect(viewer.name == "swift")
    #expect(viewer.process == getpid())
    #expect(viewer.generation == 1)
  }
}
