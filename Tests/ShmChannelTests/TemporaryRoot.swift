import Glibc
import ShmChannel
import SystemPackage

/// A root of a test's own, removed when it goes; in a folder of its own, since readers watch the root's
/// parent, too, while there is nothing to read.
final class TemporaryRoot {
  let path: String
  private let folder: String
  var root: ChannelRoot { ChannelRoot(path: FilePath(path)) }

  init() {
    folder = "/dev/shm/shmview-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    mkdir(folder, 0o700)
    path = folder + "/root"
  }

  deinit { removeTree(folder) }

  func path(_ name: String) -> String { path + "/" + name }
}

func removeTree(_ path: String) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  if status.st_mode & S_IFMT == S_IFDIR {
    for name in entries(path) { removeTree(path + "/" + name) }
  }
  remove(path)
}

/// The names in a directory, sorted; none when it is missing.
func entries(_ path: String) -> [String] {
  guard let stream = opendir(path) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// The bytes of a file.
func contents(_ path: String) -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  defer { close(descriptor) }
  var status = stat()
  fstat(descriptor, &status)
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  let count = read(descriptor, &bytes, bytes.count)
  return Array(bytes.prefix(max(0, count)))
}

/// Writes over part of a file, as another process might.
func overwrite(_ path: String, at offset: Int, _ bytes: [UInt8]) {
  let descriptor = open(path, O_WRONLY)
  defer { close(descriptor) }
  pwrite(descriptor, bytes, bytes.count, off_t(offset))
}

func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

extension Channel {
  /// Publishes a picture whose every byte is `byte`.
  @discardableResult
  func put(_ byte: UInt8, width: Int = 4, height: Int = 3, title: String = "t") throws
    -> Generation
  {
    var loan = try loan(width: width, height: height, format: .bgrx)
    try loan.write([UInt8](repeating: byte, count: loan.byteCount).span.bytes)
    return try loan.publish(title: title)
  }
}

extension PinnedFrame {
  /// All pixels, copied.
  func pixels() throws -> [UInt8] {
    try withMappedPixels { span in
      span.byteOffsets.map { span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    }
  }
}

struct NoFrame: Error {}

extension ChannelReader {
  /// Takes the news and pins the newest frame, which there must be.
  ///
  /// `#require` copies what it unwraps, and a pin is not to be copied.
  func latestFrame() throws -> PinnedFrame {
    _ = try refresh()
    guard let frame = try acquireLatest() else { throw NoFrame() }
    return frame
  }
}
