import Glibc
import Linux
import SystemPackage
import Testing

@Suite struct LinksTests {
  @Test("a link tells where it leads, as it says it; nothing else does")
  func target() throws {
    let scratch = Scratch()
    symlink("../some where/", scratch("link").description)
    #expect(scratch("link").linkTarget == "../some where/")
    #expect(try scratch.write("", to: "file").linkTarget == nil)
    #expect(scratch("none").linkTarget == nil)
  }

  @Test("a path is resolved through its links, or says why not")
  func resolving() throws {
    let scratch = Scratch()
    try scratch.write("", to: "file")
    symlink("file", scratch("link").description)
    #expect(try scratch("link").resolved() == scratch("file"))
    let error = #expect(throws: SystemError.self) { try scratch("none").resolved() }
    #expect(error?.errno == .noSuchFileOrDirectory)
  }

  @Test("a file without a name gets one, unless it is taken")
  func naming() throws {
    let scratch = Scratch()
    let file = try Descriptor(
      opening: PathBytes(scratch.path), .writeOnly, options: [.unnamed],
      permissions: .ownerReadWrite)
    try #require(OpenFiles.areNamed)
    try scratch("name").link(to: file.number)
    try setPermissions(of: file.number, to: 0o604)
    let status = try FileStatus(at: scratch("name"))
    #expect(status.links == 1 && status.mode == 0o604)
    let error = #expect(throws: SystemError.self) { try scratch("name").link(to: file.number) }
    #expect(error?.errno == .fileExists)
    try scratch("name").rename(to: scratch("other"))
    try scratch("other").unlink()
    #expect(try FileStatus(of: file.number).links == 0)
  }

  @Test("a file that is open for writing is told from one that is not")
  func writers() throws {
    let scratch = Scratch()
    let path = try scratch.write("x", to: "file")
    awaitNoWriter(of: path)
    let writer = try Descriptor(opening: path, .writeOnly)
    #expect(Writers.exist(of: path))
    writer.close()
    awaitNoWriter(of: path)
    #expect(!Writers.exist(of: scratch("none")))
  }

  /// A child that another test has just started has a copy of the descriptor until it runs its program.
  private func awaitNoWriter(of path: PathBytes) {
    let deadline = Deadline(after: .seconds(60))
    while Writers.exist(of: path), !deadline.hasPassed { Clock.sleep(.milliseconds(1)) }
    #expect(!Writers.exist(of: path))
  }

  @Test("a directory's entries come with what they are, without the two that all have")
  func entries() throws {
    let scratch = Scratch()
    try scratch.write("", to: "file")
    symlink("file", scratch("link").description)
    mkdir(scratch("directory").description, 0o700)
    let stream = try DirectoryStream(PathBytes(scratch.path))
    var kinds: [String: DirectoryStream.Entry.Kind] = [:]
    while let entry = stream.next() { kinds[entry.name.string] = entry.kind }
    #expect(kinds == ["file": .file, "link": .link, "directory": .directory])
    #expect(!stream.hasFailed)
    let error = #expect(throws: SystemError.self) { _ = try DirectoryStream(scratch("none")) }
    #expect(error?.call == "opendir" && error?.errno == .noSuchFileOrDirectory)
  }

  @Test("a file system tells its type")
  func fileSystem() {
    #expect(FileSystemType.number(at: "/dev/shm") == 0x0102_1994)  // TMPFS_MAGIC
    #expect(FileSystemType.number(at: "/nowhere") == nil)
  }
}
