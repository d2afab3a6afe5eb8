import Glibc
import ImageEncoding
import SystemPackage
import TestSupport
import Testing

@testable import CommandLineFiles

@Suite("OutputFile")
struct OutputFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private let bytes = [UInt8](repeating: 7, count: 100_000)

  @Test("a new file is made, and nothing is left beside it")
  func new() throws {
    try OutputFile("\(folder.path)/a.png").write(fill)
    #expect(Folder.contents("\(folder.path)/a.png") == bytes)
    #expect(names == ["a.png"])
  }

  @Test("an existing file is replaced by another inode, and keeps its mode")
  func replaced() throws {
    let path = try folder.write([1, 2, 3], to: "a.png")
    chmod(path, 0o640)
    let old = status(path)
    try OutputFile(path).write(fill)
    #expect(Folder.contents(path) == bytes)
    #expect(status(path).st_ino != old.st_ino)
    #expect(status(path).st_mode & 0o777 == 0o640)
    #expect(names == ["a.png"])
  }

  @Test("a symbolic link stays, and what it leads to is replaced")
  func link() throws {
    let path = try folder.write([1], to: "a.png")
    #expect(symlink("a.png", "\(folder.path)/link.png") == 0)
    try OutputFile("\(folder.path)/link.png").write(fill)
    #expect(Folder.contents(path) == bytes)
    #expect(names == ["a.png", "link.png"])
    #expect(status("\(folder.path)/link.png", follow: false).st_mode & S_IFMT == S_IFLNK)
  }

  @Test("a symbolic link that leads to nothing yet stays, and what it leads to is made")
  func danglingLink() throws {
    let path = folder.path
    #expect(symlink("\(path)/second.png", "\(path)/first.png") == 0)
    #expect(symlink("a.png", "\(path)/second.png") == 0)
    try OutputFile("\(path)/first.png").write(fill)
    #expect(Folder.contents("\(path)/a.png") == bytes)
    #expect(names == ["a.png", "first.png", "second.png"])
    for name in ["first.png", "second.png"] {
      #expect(status("\(path)/\(name)", follow: false).st_mode & S_IFMT == S_IFLNK)
    }
    #expect(symlink("x/a.png", "\(path)/nowhere.png") == 0)
    #expect(throws: refusal("\(path)/nowhere.png", .noFolder)) {
      try OutputFile("\(path)/nowhere.png").write(fill)
    }
    #expect(symlink("loop.png", "\(path)/loop.png") == 0)
    #expect(
      throws: refusal("\(path)/loop.png", .system(.tooManySymbolicLinkLevels))
    ) { try OutputFile("\(path)/loop.png").write(fill) }
  }

  @Test("a name without a character is called no name")
  func emptyName() {
    #expect(throws: refusal("", .noName)) { try OutputFile("").write(fill) }
  }

  @Test("what is no regular file is written as it is")
  func device() throws {
    try OutputFile("/dev/null").write(fill)
    #expect(status("/dev/null").st_mode & S_IFMT == S_IFCHR)
    #expect(throws: refusal("/dev/full", .system(.noSpace))) {
      try OutputFile("/dev/full").write(fill)
    }
  }

  @Test("a folder and a missing folder are told apart")
  func folders() {
    #expect(throws: refusal(folder.path, .isDirectory)) {
      try OutputFile(folder.path).write(fill)
    }
    #expect(throws: refusal("\(folder.path)/x/a.png", .noFolder)) {
      try OutputFile("\(folder.path)/x/a.png").write(fill)
    }
  }

  @Test("a failure half way leaves the old file, and nothing beside it")
  func halfWay() throws {
    let path = try folder.write([1, 2, 3], to: "a.png")
    #expect(throws: HalfWay()) {
      try OutputFile(path).write { file in
        try fill(file)
        throw HalfWay()
      }
    }
    #expect(Folder.contents(path) == [1, 2, 3])
    #expect(names == ["a.png"])
  }

  @Test("a process that is killed half way leaves nothing")
  func killed() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = "\(folder.path)/a.png" as String] in
      try OutputFile(path).write { file in
        _ = try file.writeAll([1, 2, 3])
        kill(getpid(), SIGKILL)
      }
    }
    #expect(names.isEmpty)
  }

  @Test("a file that another run left is neither overwritten nor removed")
  func foreignFile() throws {
    let name = ".shmview-\(getpid())"
    let path = try folder.write([1, 2, 3], to: name)
    try OutputFile("\(folder.path)/a.png").write(fill)
    #expect(names == [name, "a.png"])
    #expect(Folder.contents(path) == [1, 2, 3])
  }

  private struct HalfWay: Error, Equatable {}

  @Test(
    "an error says which file, what happened and what to do",
    arguments: [
      (OutputError.Reason.noName, "\"\" is not a file name", OutputError.Cause.place),
      (.isDirectory, "a.png: is a directory; name the file to write", .place),
      (.noFolder, "a.png: its folder is not there", .place),
      (.folderIsNone, "a.png: its folder is not a directory", .place),
      (.noPermission, "a.png: no permission to write it", .place),
      (.system(.noSpace), "a.png: No space left on device", .trouble),
      (.encoding(.outOfMemory), "a.png: not enough memory", .trouble),
      (
        .otherFormat(written: [.png, .npy]),
        "a.png: only PNG and NPY are written; name it a.png, or a.npy, which has room for all",
        .usage
      ),
    ])
  func words(_ reason: OutputError.Reason, _ words: String, _ cause: OutputError.Cause) {
    let error = OutputError(name: "a.png", reason: reason)
    #expect(error.description == words)
    #expect(error.cause == cause)
  }

  @Test(
    "a name of a format that is not written is refused, and says the one to take",
    arguments: [
      ("a.jpg", "a"), ("/tmp/b.c/x.y.JPEG", "/tmp/b.c/x.y"), ("été.webp", "été"), ("a.raw", "a"),
    ])
  func otherFormat(_ given: String, _ better: String) throws {
    let reason = OutputError.Reason.otherFormat(written: ImageEncoder.Format.files)
    #expect(throws: refusal(given, reason)) { try OutputFile(given).format() }
    let words =
      "\(given): only PNG, PPM, PGM, NPY and PFM are written; name it \(better).png, "
      + "or \(better).npy, which has room for all"
    #expect(refusal(given, reason).description == words)
    #expect(try OutputFile(better + ".png").format() == .png)
    #expect(try OutputFile(better + ".npy").format() == .npy)
    let fewer = [ImageEncoder.Format.png, .ppm]
    #expect(throws: refusal(better + ".pgm", .otherFormat(written: fewer))) {
      try OutputFile(better + ".pgm").format(among: fewer)
    }
  }

  private func refusal(_ name: String, _ reason: OutputError.Reason) -> OutputError {
    OutputError(name: name, reason: reason)
  }

  private func fill(_ file: FileDescriptor) throws {
    do {
      _ = try file.writeAll(bytes)
    } catch let error as Errno {
      throw EncodingError.write(errno: error.rawValue)
    }
  }

  private func status(_ path: String, follow: Bool = true) -> stat {
    var status = stat()
    _ = follow ? stat(path, &status) : lstat(path, &status)
    return status
  }

  private var names: [String] { Folder.entries(folder.path) }
}
