private import Glibc
internal import ImageDecoding
internal import Linux
private import SystemPackage

/// An input that is open, and is something that can be what it is read as.
struct OpenInput: ~Copyable {
  /// Nil for standard input.
  private let file: Descriptor?
  private let descriptor: CInt
  private let name: String
  let isFile: Bool
  /// Its size; a guess, since files grow and shrink.
  private let byteCount: Int

  /// - Parameters:
  ///   - file: nil for standard input.
  ///   - name: how messages name it.
  ///   - use: what it is read as.
  init(
    _ file: consuming Descriptor?, name: String, as use: InputUse = .picture
  ) throws(Failure) {
    let descriptor = file?.number ?? STDIN_FILENO
    let status: FileStatus
    do throws(SystemError) { status = try FileStatus(of: descriptor) } catch {
      throw Failure(.system(error.errno), of: name)
    }
    try Self.requireReadable(status, descriptor, name, use)
    self.file = file
    self.descriptor = descriptor
    self.name = name
    byteCount = status.byteCount
    isFile = status.isRegularFile
  }

  /// Reads all of it; a pipe is waited for.
  ///
  /// - Parameters:
  ///   - byteLimit: how many bytes a pipe may have.
  ///   - tellsWait: whether a person at the terminal is told what is waited for.
  ///   - check: gets the first bytes, as many as `ImageType` needs; nothing more is read if it
  ///     throws.
  ///   - progress: called whenever the file's system has answered.
  consuming func read(
    byteLimit: Int = InputBytes.maximumByteCount, tellsWait: Bool = false,
    checkingHead check: (UnsafeRawBufferPointer) throws(Failure) -> Void = { _ in },
    progress: (() -> Void)? = nil
  ) throws(Failure) -> InputBytes {
    var bytes = InputBytes()
    if !isFile {
      bytes.byteLimit = byteLimit
      do throws(SystemError) {
        try FirstBytes.await(from: descriptor, telling: tellsWait ? name : nil)
      } catch {
        throw Failure(.system(error.errno), of: name)
      }
    }
    do throws(ReadingError) {
      try bytes.readHead(descriptor)
    } catch {
      throw Failure(error, of: name)
    }
    try bytes.withUnsafeBytes(check)
    guard try readRest(&bytes, progress) else { throw severalPictures(of: bytes) }
    return bytes
  }

  /// False if another picture follows on the first.
  private func readRest(
    _ bytes: inout InputBytes, _ progress: (() -> Void)?
  ) throws(Failure) -> Bool {
    do throws(ReadingError) {
      // A file is as it is: what stands behind its picture may be anything.
      guard isFile else { return try bytes.readPicture(descriptor) }
      try bytes.readToEnd(
        descriptor, expected: byteCount,
        pieceByteCount: progress == nil ? .max : InputBytes.pieceByteCount, progress ?? {})
      return true
    } catch {
      throw Failure(error, of: name)
    }
  }

  private func severalPictures(of bytes: borrowing InputBytes) -> Failure {
    let source = descriptor == STDIN_FILENO ? "-" : ConverterHint.quoted(name)
    let advice =
      bytes.beginsPicture
      ? "to show them one after the other: shmshare stream \(source)"
      : "a stream of this type cannot be taken apart, so give each its own shmshare"
    return Failure(.undecodable, "\(name): more than one picture; \(advice)")
  }

  private static func requireReadable(
    _ status: FileStatus, _ descriptor: CInt, _ name: String, _ use: InputUse
  ) throws(Failure) {
    switch status.kind {
    case .directory: throw Failure(.noInput, "\(name): \(use.wordsForDirectory(name))")
    case .characterDevice where isatty(descriptor) == 1:
      throw Failure(.noInput, "\(name): \(use.wordsForTerminal)")
    case .characterDevice where status.device == nullDevice: return
    case .blockDevice, .characterDevice:
      throw Failure(.noInput, "\(name): \(use.wordsForDevice)")
    case .regularFile where status.byteCount > InputBytes.maximumByteCount:
      throw Failure(.tooLong(limit: InputBytes.maximumByteCount), of: name)
    default: return
    }
  }

  /// `/dev/null`, major 1 and minor 3 (Linux, Documentation/admin-guide/devices.txt).
  private static let nullDevice = UInt64(1 << 8 | 3)
}
