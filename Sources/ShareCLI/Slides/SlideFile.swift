private import CommandLineFiles
private import Glibc
private import ImageDecoding
private import SystemPackage

/// The file of a slide, by the path that `CommandLineText` gives.
struct SlideFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// What its frames are called: the last component of the path.
  var title: String { InputFile(path).title }

  /// All its bytes; nil for what a slideshow passes over: what is gone, no regular file, empty, or
  /// no picture by its first bytes. Of no such file more than the head is read.
  func read() throws(ReadingError) -> InputBytes? {
    guard let descriptor = try open() else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(Errno(rawValue: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return nil }
    var bytes = InputBytes()
    try bytes.readHead(descriptor)
    let type = bytes.withUnsafeBytes { ImageType(sniffing: $0) }
    guard type != nil else { return nil }
    guard status.st_size <= InputBytes.maximumByteCount else { throw .tooLong }
    try bytes.readToEnd(descriptor, expected: Int(status.st_size))
    return bytes
  }

  /// Neither a pipe nor a device is waited for.
  func open() throws(ReadingError) -> CInt? {
    let name = CommandLineText.bytes(of: path).map(CChar.init(bitPattern:)) + [0]
    while true {
      let descriptor = Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
      if descriptor >= 0 { return descriptor }
      let code = Errno(rawValue: errno)
      switch code {
      case .interrupted: continue
      // ENXIO: a socket, or a device that is not there (open(2)).
      case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels,
        .noSuchAddressOrDevice:
        return nil
      default: throw .system(code)
      }
    }
  }
}
