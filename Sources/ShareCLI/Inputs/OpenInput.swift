private import Glibc
internal import ImageDecoding
private import SystemPackage

/// An input that is open, and is something that can be a picture.
struct OpenInput: ~Copyable {
  private let descriptor: CInt
  private let isOwned: Bool
  private let name: String
  private let isFile: Bool
  /// Its size; a guess, since files grow and shrink.
  private let byteCount: Int

  /// - Parameters:
  ///   - isOwned: whether it is closed when this value goes.
  ///   - name: how messages name it.
  init(_ descriptor: CInt, isOwned: Bool, name: String) throws(Failure) {
    self.descriptor = descriptor
    self.isOwned = isOwned
    self.name = name
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      byteCount = 0
      isFile = false
      throw Failure(.system(Errno(rawValue: errno)), of: name)
    }
    byteCount = Int(status.st_size)
    isFile = status.st_mode & S_IFMT == S_IFREG
    try Self.requireReadable(status, descriptor, name)
  }

  deinit { if isOwned { close(descriptor) } }

  /// Reads all of it.
  ///
  /// - Parameter check: gets the first bytes, as many as `ImageType` needs; nothing more is read
  ///   if it throws.
  consuming func read(
    checkingHead check: (UnsafeRawBufferPointer) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> InputBytes {
    var bytes = InputBytes()
    do throws(ReadingError) {
      try bytes.readHead(descriptor)
    } catch {
      throw Failure(error, of: name)
    }
    try bytes.withUnsafeBytes(check)
    guard try readRest(&bytes) else { throw severalPictures }
    return bytes
  }

  /// False if another picture follows on the first.
  private func readRest(_ bytes: inout InputBytes) throws(Failure) -> Bool {
    do throws(ReadingError) {
      // A file is as it is: what stands behind its picture may be anything.
      guard isFile else { return try bytes.readPicture(descriptor) }
      try bytes.readToEnd(descriptor, expected: byteCount)
      return true
    } catch {
      throw Failure(error, of: name)
    }
  }

  private var severalPictures: Failure {
    let source = isOwned ? ConverterHint.quoted(name) : "-"
    return Failure(
      .undecodable,
      "\(name): more than one picture; to show them one after the other: shmshare stream \(source)")
  }

  private static func requireReadable(
    _ status: stat, _ descriptor: CInt, _ name: String
  ) throws(Failure) {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Failure(.noInput, directoryMessage(name))
    case S_IFBLK: throw Failure(.noInput, "\(name): is a device, not a picture")
    case S_IFCHR where isatty(descriptor) == 1:
      throw Failure(.noInput, "\(name): is a terminal; pipe a picture into it: plot | shmshare -")
    case S_IFCHR where status.st_rdev != nullDevice:
      throw Failure(.noInput, "\(name): is a device, not a picture")
    case S_IFREG where status.st_size > InputBytes.maximumByteCount:
      throw Failure(.tooLong, of: name)
    default: return
    }
  }

  /// `/dev/null`, major 1 and minor 3 (Linux, Documentation/admin-guide/devices.txt).
  private static let nullDevice = dev_t(1 << 8 | 3)

  private static func directoryMessage(_ name: String) -> String {
    let folder = name.hasSuffix("/") ? name : name + "/"
    return "\(name): is a directory; name the pictures in it: shmshare \(folder)*"
  }
}
