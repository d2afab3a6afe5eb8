import Linux

/// `control`: who the channel is and which frame is the newest (docs/PROTOCOL.md, "control").
package struct ControlFile: ~Copyable {
  enum Offset {
    static let magic = 0
    static let version = 8
    static let headerByteCount = 12
    static let id = 16
    static let latest = 32  // 16-byte-aligned, within one page: read and written whole
    static let nextSerial = 48
    static let history = 56
    static let zero = 60
  }
  static let magic = [UInt8]("SHMVCTRL".utf8)
  static let version: UInt32 = 1
  static let byteCount = 64

  let file: OpenFile
  let id: ChannelID
  private let identity: FileStatus.Identity

  /// Opens and validates the control file of `directory`.
  init(in directory: borrowing Directory, writing: Bool) throws(ChannelError) {
    let file = try directory.openFile(FileName.control, writing: writing)
    let bytes = try file.read(count: Self.byteCount, at: 0)
    let id = try Self.channelID(in: bytes, path: file.path)
    identity = try file.status().identity
    self.file = file
    self.id = id
  }

  /// Checks the bytes of a control file, and gives the id of its channel.
  ///
  /// - Throws: `ChannelError.damaged` or `.otherVersion`, naming `path`.
  package static func channelID(in bytes: [UInt8], path: String) throws(ChannelError) -> ChannelID {
    guard bytes.count == Self.byteCount else {
      throw .damaged(path: path, "it has \(bytes.count) bytes of \(Self.byteCount)")
    }
    guard bytes.starts(with: Self.magic) else { throw .damaged(path: path, "no magic number") }
    let version = bytes.number(UInt32.self, at: Offset.version)
    guard version == Self.version else { throw .otherVersion(path: path, version: version) }
    let headerByteCount = bytes.number(UInt32.self, at: Offset.headerByteCount)
    guard headerByteCount == UInt32(Self.byteCount) else {
      throw .damaged(path: path, "a header size of \(headerByteCount)")
    }
    return bytes.channelID(at: Offset.id)
  }

  /// Writes the control file of a new channel into `directory`.
  static func create(in directory: borrowing Directory, id: ChannelID) throws(ChannelError) {
    var bytes = magic + [UInt8](repeating: 0, count: byteCount - magic.count)
    bytes.set(version, at: Offset.version)
    bytes.set(UInt32(byteCount), at: Offset.headerByteCount)
    bytes.set(id, at: Offset.id)
    bytes.set(UInt64(1), at: Offset.nextSerial)
    try directory.createFile(FileName.control).write(bytes, at: 0)
  }

  func latest() throws(ChannelError) -> Latest {
    Latest(try read(count: Latest.byteCount, at: Offset.latest), at: 0)
  }

  /// Commits: from this one `pwrite` on every reader sees the frame, and every watcher wakes.
  ///
  /// Pairs with `latest()`. The frame's header, with the same generation and serial, stands.
  func commit(_ latest: Latest) throws(ChannelError) {
    try file.write(latest.bytes, at: Offset.latest)
  }

  /// Under the publishers' lock: the serial that no frame has had, and never will have again.
  func takeSerial(above highest: Serial) throws(ChannelError) -> Serial {
    let noted = try read(count: 8, at: Offset.nextSerial).number(UInt64.self, at: 0)
    // `noted` alone would do, but another process may have written anything into it.
    let serial = max(noted, highest.rawValue &+ 1, 1)
    guard serial < .max else { throw .damaged(path: file.path, "its serials are used up") }
    var bytes = [UInt8](repeating: 0, count: 8)
    bytes.set(serial + 1, at: 0)
    try file.write(bytes, at: Offset.nextSerial)
    return Serial(rawValue: serial)
  }

  /// Under the publishers' lock: the latest, and how many generations before it are kept.
  func state() throws(ChannelError) -> (latest: Latest, history: UInt32) {
    let bytes = try read(count: Offset.zero - Offset.latest, at: Offset.latest)
    return (Latest(bytes, at: 0), bytes.number(UInt32.self, at: Offset.history - Offset.latest))
  }

  /// Under the publishers' lock: has that many generations before the latest kept from now on.
  func setHistory(_ count: UInt32) throws(ChannelError) {
    var bytes = [UInt8](repeating: 0, count: 4)
    bytes.set(count, at: 0)
    try file.write(bytes, at: Offset.history)
  }

  /// How many generations before the latest are kept.
  func history() throws(ChannelError) -> UInt32 {
    try read(count: 4, at: Offset.history).number(UInt32.self, at: 0)
  }

  /// Wakes every watcher without a frame: zeros are written over the field that is always zero,
  /// which needs no lock.
  package func ring() throws(ChannelError) {
    try file.write([0, 0, 0, 0], at: Offset.zero)
  }

  /// Whether its name in `directory` still is this file's. Not once it is unlinked: the channel is
  /// gone, or going. Nor once it is renamed: nobody who comes now would see what is written here.
  func isInPlace(in directory: borrowing Directory) throws(ChannelError) -> Bool {
    try directory.status(of: FileName.control)?.identity == identity
  }

  private func read(count: Int, at offset: Int) throws(ChannelError) -> [UInt8] {
    let bytes = try file.read(count: count, at: offset)
    guard bytes.count == count else { throw .damaged(path: file.path, "it was cut short") }
    return bytes
  }
}
