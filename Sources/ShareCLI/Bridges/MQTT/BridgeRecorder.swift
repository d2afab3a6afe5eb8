internal import ChannelBridge
internal import Linux
private import PlainJSON
private import ShmChannel
private import SystemPackage

/// Keeps a running bridge's record where `bridge status` finds it: a file beside the channels, that
/// is locked as long as the bridge lives.
final class BridgeRecorder {
  /// The folder, beside the channels: no channel's name begins with a dot.
  static let folder = ".bridges"

  /// How often a bridge that starts tries, since whoever looks whether a bridge lives has the lock
  /// of a killed one's file for a moment.
  private static let attempts = 250

  private let directory: Directory
  private let name: String
  private var file: Linux::Descriptor
  private var record: BridgeRecord
  private var written: BridgeRecord?
  private var byteCount = 0

  /// - Parameter subject: what tells bridges of the same broker and prefix from each other.
  /// - Throws: `Failure` also where a bridge like this one runs already.
  init(_ record: BridgeRecord, subject: String) throws(Failure) {
    self.record = record
    name = Self.name(record, subject)
    do throws(ChannelError) {
      directory = try Self.directory(creating: true)
    } catch {
      throw Failure(error)
    }
    var isTaken: Bool
    do throws(SystemError) {
      file = try Self.open(name, in: directory)
      isTaken = try Self.take(file)
      for _ in 1..<Self.attempts where !isTaken {
        Clock.sleep(.milliseconds(1))
        file = try Self.open(name, in: directory)
        isTaken = try Self.take(file)
      }
    } catch {
      throw Failure(.trouble, "\(directory.path)/\(name): \(error)")
    }
    guard isTaken else { throw Self.isRunning(record, file) }
    write()
  }

  /// Changes what is recorded; what it cannot write, it leaves.
  func update(_ change: (inout BridgeRecord) -> Void) {
    change(&record)
    if record != written { write() }
  }

  /// The bridge ends in order.
  func end() { try? DirectoryEntries.remove(PathBytes(name), in: directory.number) }

  /// Records of bridges that live, as JSON; those of killed ones go.
  static func living() throws(Failure) -> [String] {
    do throws(ChannelError) {
      guard try ChannelRoot.standard().openIfPresent()?.status(of: folder) != nil else { return [] }
      let directory = try directory(creating: false)
      return try directory.entries().sorted().compactMap { living($0, in: directory) }
    } catch {
      throw Failure(error)
    }
  }

  private static func living(_ name: String, in directory: borrowing Directory) -> String? {
    guard
      let file = try? Linux::Descriptor(
        opening: PathBytes(name), in: directory.number,
        options: [.noFollow, .noControllingTerminal])
    else { return nil }
    guard (try? tryLock(file.number, .shared)) == false else {
      // A bridge that starts may have it open by now, or another in its place.
      if (try? take(file)) == true {
        try? DirectoryEntries.remove(PathBytes(name), in: directory.number)
      }
      return nil
    }
    return text(of: file)
  }

  private static func open(
    _ name: String, in directory: borrowing Directory
  ) throws(SystemError) -> Linux::Descriptor {
    try Linux::Descriptor(
      opening: PathBytes(name), in: directory.number, .readWrite,
      options: [.create, .noFollow, .noControllingTerminal], permissions: .ownerReadWrite)
  }

  /// Takes the lock of a file that is still there: who has it may write the file, or remove it.
  private static func take(_ file: borrowing Linux::Descriptor) throws(SystemError) -> Bool {
    guard try tryLock(file.number, .exclusive) else { return false }
    return try FileStatus(of: file.number).links > 0
  }

  private static func text(of file: borrowing Linux::Descriptor) -> String? {
    // It may be written at this moment.
    for _ in 0..<10 {
      guard let status = try? FileStatus(of: file.number),
        let bytes = try? readBytes(file.number, count: status.byteCount, at: 0)
      else { return nil }
      if (try? JSONReader.read(bytes)) != nil { return String(decoding: bytes, as: UTF8.self) }
      Clock.sleep(.milliseconds(1))
    }
    return nil
  }

  private static func directory(creating: Bool) throws(ChannelError) -> Directory {
    let root = try ChannelRoot.standard().open(creating: creating)
    if creating {
      try? DirectoryEntries.makeDirectory(
        PathBytes(folder), in: root.number, permissions: .ownerReadWriteExecute)
    }
    return try root.openDirectory(folder)
  }

  private static func name(_ record: BridgeRecord, _ subject: String) -> String {
    Fingerprint.text(of: [record.direction.rawValue, record.broker, record.prefix, subject])
  }

  private static func isRunning(
    _ record: BridgeRecord, _ file: borrowing Linux::Descriptor
  ) -> Failure {
    let other = text(of: file).flatMap { try? JSONReader.read(Array($0.utf8)) }
    let process = other?["pid"]?.integer.map { " (process \($0))" } ?? ""
    return Failure(
      .timedOut, "\(record.broker): another bridge does the same already\(process)")
  }

  /// In place: a new file would lose the lock. Blanks stand where the last one was
  /// longer, which JSON allows.
  private func write() {
    let text = Array(record.json.utf8)
    byteCount = max(byteCount, text.count)
    let bytes = text + [UInt8](repeating: UInt8(ascii: " "), count: byteCount - text.count)
    try? writeBytes(bytes.span.bytes, to: file.number, at: 0)
    written = record
  }
}
