import Linux
import SystemPackage

/// This viewer's file in a channel's `viewers/`: there while it lives, unlinked when it goes.
///
/// It is locked while its viewer lives; one that nobody has locked is a dead viewer's.
final class ViewerPresence {
  /// Rings when somebody deletes the file.
  let watch: Doorbell.Watch?

  private let directory: Directory
  private let file: OpenFile
  private(set) var record: ViewerRecord

  /// - Parameter record: what the file says at first.
  init(
    _ record: ViewerRecord, in channel: borrowing Directory, bell: Doorbell?
  ) throws(ChannelError) {
    directory = try channel.openDirectory(FileName.viewers)
    self.record = record
    file = try Self.create(in: directory)
    try file.write(record.bytes, at: 0)
    watch = bell?.watch(nameOfFile: file.number)
  }

  deinit {
    // Gone already with its channel, perhaps; and another file may have been given its name.
    guard let name = fileName,
      let own = try? file.status().identity,
      let named = try? directory.status(of: name), named.identity == own
    else { return }
    try? directory.unlink(name)
  }

  /// The number that its file is called by.
  var number: UInt64 { fileName.flatMap { UInt64($0, radix: 16) } ?? 0 }

  private var fileName: String? { FilePath(file.path).lastComponent?.string }

  /// Whether publishers can still see it; somebody may have deleted it by hand.
  var isListed: Bool { (try? file.status().links == 1) ?? false }

  /// Notes that the X server has shown `generation`, at a vertical blank if that is known.
  ///
  /// A failed write costs an acknowledgement, never a picture.
  func acknowledge(_ generation: Generation, at blank: VerticalBlank?) {
    if blank != record.blank {
      // Before the generation, which it belongs to.
      record.blank = blank
      let range = ViewerRecord.Offset.blankTime..<ViewerRecord.Offset.latency
      try? file.write([UInt8](record.bytes[range]), at: range.lowerBound)
    }
    record.generation = generation
    record.shownAt = Clock.nanosecondsSinceEpoch()
    try? file.write(record.shownBytes, at: ViewerRecord.Offset.generation)
  }

  /// Notes how long the latest frames took.
  func note(_ latency: LatencySummary) {
    record.latency = latency
    try? file.write(latency.bytes, at: ViewerRecord.Offset.latency)
  }

  /// A new file, locked by us before any sweep took it for a dead viewer's.
  private static func create(in directory: borrowing Directory) throws(ChannelError) -> OpenFile {
    while true {
      var source = SystemRandomNumberGenerator()
      let file: OpenFile
      do { file = try directory.createFile(hexadecimal(source.next())) } catch {
        guard error.errno == .fileExists else { throw error }
        continue
      }
      if try file.tryLock(.exclusive), try file.status().links == 1 { return file }
    }
  }
}
