import CommandLineFiles
import Glibc
import ImageDecoding
import TestSupport
import Testing

@testable import ShareCLI

@Suite("InputFile")
struct InputFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test(
    "a file is read whole, at sizes around those of the buffer",
    arguments: [0, 1, 65_535, 65_536, 65_537, 1_000_003])
  func whole(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try InputFile(folder.write(bytes, to: "f")).contents() == bytes)
  }

  @Test("a FIFO is read to its end, however it comes in pieces")
  func fifo() throws {
    let path = "\(folder.path)/fifo"
    #expect(mkfifo(path, 0o600) == 0)
    // Not a task: those of all tests share threads, which the reader may have used up.
    let writer = Thread {
      let descriptor = open(path, O_WRONLY)
      defer { close(descriptor) }
      for value in 0..<200 {
        let piece = [UInt8](repeating: UInt8(value), count: 1_000 + value)
        _ = Glibc.write(descriptor, piece, piece.count)
      }
    }
    let bytes = try InputFile(path).contents()
    writer.join()
    #expect(bytes.count == 200 * 1_000 + 199 * 100)
    #expect(bytes.last == 199)
  }

  @Test("a FIFO is opened without waiting, and read once it has a writer")
  func lateWriter() throws {
    let path = "\(folder.path)/fifo"
    #expect(mkfifo(path, 0o600) == 0)
    let input = try InputFile(path).open()
    let writer = Thread {
      // In time for a reader that takes a FIFO without a writer for one that has ended.
      usleep(50_000)
      let descriptor = open(path, O_WRONLY)
      defer { close(descriptor) }
      #expect(Glibc.write(descriptor, "late", 4) == 4)
    }
    let bytes = try input.read()
    writer.join()
    #expect(bytes.withUnsafeBytes { Array($0) } == Array("late".utf8))
  }

  @Test("a file with a lease, as file servers take them, is read once that is given back")
  func lease() throws {
    let path = try folder.write(Array("late".utf8), to: "f")
    let holder = open(path, O_RDWR | O_CLOEXEC)
    defer { close(holder) }
    // fcntl.h, behind _GNU_SOURCE.
    let (setSignal, setLease, getLease): (CInt, CInt, CInt) = (10, 1024, 1025)
    #expect(fcntl(holder, setSignal, SIGURG) == 0)  // one that is ignored
    #expect(fcntl(holder, setLease, F_WRLCK) == 0)
    let reader = Thread {
      #expect((try? InputFile(path).contents()) == Array("late".utf8))
    }
    // What it shall become is told once somebody asks.
    try eventually("the lease is broken") { fcntl(holder, getLease) != F_WRLCK }
    #expect(fcntl(holder, setLease, F_UNLCK) == 0)
    reader.join()
  }

  @Test("what does not begin like a picture is read no further")
  func head() throws {
    let path = "\(folder.path)/fifo"
    #expect(mkfifo(path, 0o600) == 0)
    let descriptor = open(path, O_RDWR)  // so that there is no end to wait for
    defer { close(descriptor) }
    let bytes = [UInt8](repeating: 7, count: ImageType.headByteCount)
    #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    var head: [UInt8] = []
    #expect(throws: Failure(.undecodable, "no picture")) {
      _ = try InputFile(path).open().read { (bytes) throws(Failure) in
        head = Array(bytes)
        throw Failure(.undecodable, "no picture")
      }
    }
    #expect(head == bytes)
  }

  @Test("a file whose name is not UTF-8 is found by its bytes, and shown with U+FFFD")
  func bytesOfName() throws {
    let name = Array(folder.path.utf8) + Array("/f".utf8) + [0xFC]
    let descriptor = open(name.map(CChar.init(bitPattern:)) + [0], O_WRONLY | O_CREAT, 0o600)
    defer { unlink(name.map(CChar.init(bitPattern:)) + [0]) }
    _ = Glibc.write(descriptor, "x", 1)
    close(descriptor)
    let file = InputFile(CommandLineText.text(of: name))
    #expect(try file.contents() == [UInt8(ascii: "x")])
    #expect(file.title == "f\u{FFFD}")
  }

  @Test(
    "a missing file is said to be missing", arguments: ["/nonexistent/a.png", "/dev/null/a.png"])
  func missing(path: String) {
    #expect(throws: Failure(.noInput, "\(path): no such file")) { try InputFile(path).contents() }
  }

  @Test("a directory is answered with what to do instead", arguments: ["", "/"])
  func directory(slash: String) {
    let path = folder.path + slash
    #expect(
      throws: Failure(
        .noInput,
        "\(path): is a directory; name the pictures in it: shmshare \(folder.path)/*")
    ) { try InputFile(path).contents() }
  }

  @Test("an endless device is refused, and the empty one is empty")
  func devices() throws {
    #expect(throws: Failure(.noInput, "/dev/zero: is a device, not a picture")) {
      try InputFile("/dev/zero").contents()
    }
    #expect(try InputFile("/dev/null").contents().isEmpty)
  }

  @Test("what is read as a list is answered as such")
  func list() {
    let path = folder.path
    #expect(
      throws: Failure(
        .noInput,
        "\(path): is a directory, not a list of files; to show it: "
          + "shmshare slideshow \(path)")
    ) { _ = try InputFile(path).open(as: .list).read() }
    #expect(throws: Failure(.noInput, "/dev/zero: is a device, not a list of files")) {
      _ = try InputFile("/dev/zero").open(as: .list).read()
    }
  }

  @Test("a file longer than any picture is refused before it is read")
  func tooLong() throws {
    let path = try folder.write([], to: "sparse")
    #expect(truncate(path, InputBytes.maximumByteCount + 1) == 0)
    #expect(
      throws: Failure(.undecodable, "\(path): has more than 4294967296 bytes; that is too much")
    ) { try InputFile(path).contents() }
  }

  @Test(
    "a frame is called by the file's own name",
    arguments: [
      ("photo.jpg", "photo.jpg"), ("/a/b/photo.jpg", "photo.jpg"), ("a/", "a"), ("-", "stdin"),
      ("/", "/"),
    ])
  func title(argument: String, title: String) {
    #expect(InputFile(argument).title == title)
  }
}
