private import Glibc
private import ImageDecoding
private import SystemPackage

extension SlideFile {
  /// Whether it is worth a process of its own: false for what a slideshow passes over. Costs some
  /// microseconds, so that a directory may hold thousands of other files.
  func isPicture() throws(ReadingError) -> Bool {
    guard let descriptor = try open() else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(Errno(rawValue: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return false }
    var bytes = InputBytes()
    try bytes.readHead(descriptor)
    return bytes.withUnsafeBytes { ImageType(sniffing: $0) } != nil
  }
}
