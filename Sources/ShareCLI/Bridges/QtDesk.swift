private import Glibc
private import Linux
private import QtSharing

/// The segment in which pictures are laid down, attached from the first one on. All of this is done
/// under its lock.
struct QtDesk {
  /// A segment that this process has attached.
  private final class Hold {
    let segment: SharedSegment
    let memory: AttachedSegment

    init(_ segment: SharedSegment, byteCount: Int) throws(SystemError) {
      self.segment = segment
      memory = try AttachedSegment(segment, byteCount: byteCount, isReadOnly: false)
    }
  }

  private let place: QtPlace
  private var hold: Hold?

  init(_ place: QtPlace) { self.place = place }

  /// Whether there is a segment with a picture.
  var isLaid: Bool { hold != nil }

  /// Writes a picture into the segment of the key, which is made or made larger where that harms
  /// nobody.
  mutating func put(_ picture: QtPicture) throws {
    let segment = try place.memory.segment()
    if segment != hold?.segment { hold = nil }
    let status = try segment?.status()
    if let status { try requireOwn(status) }
    let room = status?.byteCount
    let others = (status?.attachments ?? 0) - (hold == nil ? 0 : 1)
    switch SegmentPlan(needed: picture.bytes.count, room: room, others: others) {
    case .make: try make(picture.room)
    case .write: if hold == nil, let segment, let room { hold = try Hold(segment, byteCount: room) }
    case .replace:
      try leave()
      if let segment { try place.memory.removeIfUnused(segment) }
      try make(picture.room)
    case .refuse: throw tooSmall(room ?? 0, picture.bytes.count)
    }
    write(picture.bytes)
  }

  /// Detaches; the last one removes the segment.
  mutating func leave() throws {
    guard let segment = hold?.segment else { return }
    hold = nil
    try place.memory.removeIfUnused(segment)
  }

  private mutating func make(_ byteCount: Int) throws {
    hold = try Hold(place.memory.make(byteCount: byteCount), byteCount: byteCount)
  }

  /// The marker comes last, so that a kill in between leaves no picture rather than half of one.
  private func write(_ bytes: [UInt8]) {
    hold?.memory.withUnsafeMutableBytes { memory in
      memory.copyBytes(from: QtImageStream.nullMarker)
      let rest = bytes.dropFirst(QtImageStream.marker.count)
      UnsafeMutableRawBufferPointer(rebasing: memory[QtImageStream.marker.count...])
        .copyBytes(from: rest)
      memory.copyBytes(from: QtImageStream.marker)
    }
  }

  /// What is written into another user's memory is that user's to read.
  private func requireOwn(_ status: SharedSegment.Status) throws(Failure) {
    guard status.owner != geteuid() else { return }
    throw Failure(
      .noInput, "\(place.name): its memory belongs to user \(status.owner), not to you")
  }

  private func tooSmall(_ room: Int, _ needed: Int) -> Failure {
    Failure(
      .trouble,
      "\(place.name): its memory has room for \(room) bytes, and the picture needs "
        + "\(needed); it is shared once the programs that have it attached let go of it")
  }
}
