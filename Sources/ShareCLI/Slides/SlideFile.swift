private import CommandLineFiles
private import ImageDecoding
private import Linux
private import SystemPackage

/// The file of a slide, by the path that `CommandLineText` gives.
struct SlideFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// What its frames are called: the last component of the path.
  var title: String { InputFile(path).title }

  /// All its bytes; nil for what a slideshow passes over: what is gone, empty, not a regular file,
  /// or by its first bytes not a picture. Of no such file more than the head is read.
  ///
  /// - Parameter progress: called whenever the file's system has answered.
  func read(_ progress: () -> Void = {}) throws(ReadingError) -> InputBytes? {
    guard let file = try open(), let byteCount = try Self.byteCount(of: file),
      var bytes = try Self.head(of: file)
    else { return nil }
    guard byteCount <= InputBytes.maximumByteCount else {
      throw .tooLong(limit: InputBytes.maximumByteCount)
    }
    progress()
    try bytes.readToEnd(
      file.number, expected: byteCount, pieceByteCount: InputBytes.pieceByteCount, progress)
    return bytes
  }

  /// Whether it is worth a process of its own: false for what a slideshow passes over. Costs some
  /// microseconds, so that a directory may hold thousands of other files.
  func isPicture() throws(ReadingError) -> Bool {
    guard let file = try open(), try Self.byteCount(of: file) != nil else { return false }
    return try Self.head(of: file) != nil
  }

  /// When its picture was taken, in nanoseconds since 1970; nil where it does not say that, or
  /// cannot be read. Of the file no more is read than tells it, wherever that stands. A clock that
  /// does not say its zone is taken for one of this place, as files' times are.
  func captureTime() -> Int64? {
    guard let file = try? open(), let count = try? Self.byteCount(of: file) else { return nil }
    let details =
      if let mapping = try? GuardedMapping(file.number, byteCount: count) {
        mapping.withBytes(count) { CameraDetails(of: $0) }
      } else {
        // There are file systems whose files cannot be mapped.
        (try? readBytes(file.number, count: min(count, ImageType.headByteCount), at: 0))?
          .withUnsafeBytes { CameraDetails(of: $0) }
      }
    return details?.taken.flatMap { time in
      let seconds = time.sinceEpoch.components.seconds
      let shift = time.isZoneKnown ? 0 : LocalTime.moment(shownAs: seconds) - seconds
      let moment = time.sinceEpoch + .seconds(shift)
      return Int64(exactly: (moment / .nanoseconds(1)).rounded())
    }
  }

  /// Neither a pipe nor a device is waited for.
  private func open() throws(ReadingError) -> Descriptor? {
    do throws(SystemError) {
      return try Descriptor(openingInput: PathBytes(CommandLineText.bytes(of: path)))
    } catch {
      switch error.errno {
      // ENXIO: a socket, or a device that is not there (open(2)).
      case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels,
        .noSuchAddressOrDevice:
        return nil
      default: throw .system(error.errno)
      }
    }
  }

  /// The size of a regular file that holds something.
  private static func byteCount(of file: borrowing Descriptor) throws(ReadingError) -> Int? {
    let number = file.number
    let status = try ReadingError.met(FileStatus(of: number))
    return status.isRegularFile && status.byteCount > 0 ? status.byteCount : nil
  }

  /// The first bytes, if they begin a picture.
  private static func head(of file: borrowing Descriptor) throws(ReadingError) -> InputBytes? {
    var bytes = InputBytes()
    try bytes.readHead(file.number)
    guard bytes.withUnsafeBytes({ ImageType(sniffing: $0) }) != nil else { return nil }
    return bytes
  }
}
