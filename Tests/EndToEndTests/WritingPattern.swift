import Glibc
import TestSupport

/// The system calls by which programs that bring shots into a folder write a file, each in its way.
enum WritingPattern: String, CaseIterable, Sendable {
  /// gphoto2, rsync (`.shot.jpg.XXXXXX`): another name first.
  case renamed
  /// QSaveFile, g_file_set_contents and others: another name first, which could be that of a picture.
  case suffixed
  /// wget, curl, and whatever writes in pieces from the start: `O_TRUNC`, and one close.
  case truncated
  /// vsftpd, pure-ftpd: without `O_TRUNC`; what there was is cut off under a lock.
  case locked
  /// smbd: bytes in any order, and the file's time before it is closed.
  case stamped
  /// `gio copy`, and what keeps a file's times: they are set once it is closed.
  case timed
  /// `rsync --inplace`: what may be left of a longer file is cut off at the end.
  case cut
  /// FTP's APPE, and uploads that are resumed: closed and opened again between the pieces.
  case reopened
  /// Servers that make room first: all of the size, then the bytes.
  case allocated
  /// Downloads of several parts: the end comes before the beginning.
  case backwards
  /// Through memory; the descriptor is closed before the first byte is written.
  case mapped
  /// cp and install, within one file system.
  case copiedRange
  /// Mail and spool programs, which replace nothing: a second name, and the first is removed.
  case linked
  /// `O_TMPFILE`: without a name until it is whole.
  case unnamed

  /// Writes a file at `path`, in a folder with room for others, whose names begin with a dot.
  func write(_ bytes: [UInt8], to path: String, on stage: Stage) throws {
    let parts = path.split(separator: "/")
    let folder = "/" + parts.dropLast().joined(separator: "/")
    let aside = folder + "/.aside-" + (parts.last ?? "")
    switch self {
    case .renamed:
      try Self.append(bytes[...], to: aside, O_CREAT | O_EXCL)
      try Self.check("rename", rename(aside, path))
    case .suffixed:
      try Self.append(bytes[...], to: path + ".Xy12Ab", O_CREAT | O_EXCL)
      try Self.check("rename", rename(path + ".Xy12Ab", path))
    case .truncated:
      try Self.open(path, O_CREAT | O_TRUNC) { file in
        for piece in Self.pieces(bytes) { try Self.write(piece, to: file) }
      }
    case .locked:
      try Self.open(path, O_CREAT | O_NONBLOCK) { file in
        var lock = Glibc.flock()
        lock.l_type = Int16(F_WRLCK)
        try Self.check("fcntl", fcntl(file, F_SETLKW, &lock))
        try Self.check("ftruncate", ftruncate(file, 0))
        for piece in Self.pieces(bytes) { try Self.write(piece, to: file) }
      }
    case .stamped:
      try Self.open(path, O_CREAT | O_NONBLOCK | O_NOFOLLOW, O_RDWR) { file in
        try Self.check("ftruncate", ftruncate(file, 0))
        for piece in Self.pieces(bytes).reversed() {
          let count = piece.withUnsafeBytes {
            pwrite(file, $0.baseAddress, $0.count, off_t(piece.startIndex))
          }
          try Self.check("pwrite", count == piece.count ? 0 : -1)
        }
        try Self.check("futimens", futimens(file, Self.anOldTime))
      }
    case .timed:
      try Self.open(path, O_CREAT | O_EXCL) { try Self.write(bytes[...], to: $0) }
      try Self.check("utimensat", utimensat(AT_FDCWD, path, Self.anOldTime, 0))
    case .cut:
      try Self.open(path, O_CREAT) { file in
        try Self.write(bytes[...], to: file)
        try Self.check("ftruncate", ftruncate(file, bytes.count))
      }
    case .reopened:
      for piece in Self.pieces(bytes) { try Self.append(piece, to: path, O_CREAT | O_APPEND) }
    case .allocated:
      try Self.open(path, O_CREAT | O_TRUNC) { file in
        try Self.check("posix_fallocate", -posix_fallocate(file, 0, bytes.count))
        for piece in Self.pieces(bytes) { try Self.write(piece, to: file) }
      }
    case .backwards:
      try Self.open(path, O_CREAT | O_TRUNC) { file in
        for piece in Self.pieces(bytes).reversed() {
          try Self.check("lseek", Int32(lseek(file, piece.startIndex, SEEK_SET) < 0 ? -1 : 0))
          try Self.write(piece, to: file)
        }
      }
    case .mapped: try Self.map(bytes, to: path)
    case .copiedRange: try Self.copy(bytes, to: path, by: aside, on: stage)
    case .linked:
      try Self.append(bytes[...], to: aside, O_CREAT | O_EXCL)
      try Self.check("link", link(aside, path))
      try Self.check("unlink", unlink(aside))
    case .unnamed:
      let unnamed: CInt = 0o20_200_000  // O_TMPFILE (fcntl.h), which Swift does not import
      try Self.open(folder, unnamed) { file in
        try Self.write(bytes[...], to: file)
        try Self.check(
          "linkat", linkat(AT_FDCWD, "/proc/self/fd/\(file)", AT_FDCWD, path, AT_SYMLINK_FOLLOW))
      }
    }
  }

  /// Of the last access, and of the last change.
  private static let anOldTime = [timespec](
    repeating: timespec(tv_sec: 1_600_000_000, tv_nsec: 0), count: 2)

  private static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let size = bytes.count / 5 + 1
    return stride(from: 0, to: bytes.count, by: size).map {
      bytes[$0..<min($0 + size, bytes.count)]
    }
  }

  private static func map(_ bytes: [UInt8], to path: String) throws {
    var memory: UnsafeMutableRawPointer?
    try Self.open(path, O_CREAT | O_TRUNC, O_RDWR) { file in
      try check("ftruncate", ftruncate(file, bytes.count))
      memory = mmap(nil, bytes.count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
    }
    guard let memory, memory != MAP_FAILED else { throw TestFailure("mmap: \(errno)") }
    bytes.withUnsafeBytes {
      memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count)
    }
    try check("munmap", munmap(memory, bytes.count))
  }

  /// copy_file_range(2) is not among what Swift imports of the C library.
  private static func copy(
    _ bytes: [UInt8], to path: String, by aside: String, on stage: Stage
  ) throws {
    try append(bytes[...], to: aside, O_CREAT | O_EXCL)
    let script = """
      import os, sys
      source, target = open(sys.argv[1], "rb"), open(sys.argv[2], "wb")
      while os.copy_file_range(source.fileno(), target.fileno(), 4096): pass
      """
    let outcome = try stage.run("python3", ["-c", script, aside, path])
    guard outcome == Outcome(0) else { throw TestFailure("python3: \(outcome)") }
    try check("unlink", unlink(aside))
  }

  private static func append(_ bytes: ArraySlice<UInt8>, to path: String, _ flags: CInt) throws {
    try Self.open(path, flags) { try write(bytes, to: $0) }
  }

  private static func open(
    _ path: String, _ flags: CInt, _ mode: CInt = O_WRONLY, _ body: (CInt) throws -> Void
  ) throws {
    let file = Glibc.open(path, flags | mode | O_CLOEXEC, 0o600)
    try check("open", file)
    defer { close(file) }
    try body(file)
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to file: CInt) throws {
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    guard count == bytes.count else { throw TestFailure("write: \(errno)") }
  }

  private static func check(_ call: String, _ result: CInt) throws {
    guard result >= 0 else { throw TestFailure("\(call): \(errno)") }
  }
}
