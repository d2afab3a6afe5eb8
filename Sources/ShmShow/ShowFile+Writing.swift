internal import Linux
internal import ShmChannel
internal import SystemPackage

extension ShowFile {
  /// A new file, whole and locked before it has its name, so that a kill leaves none or a whole
  /// one; nil when the name is taken.
  static func create(
    in channel: borrowing Directory, _ page: ShowPage
  ) throws(ChannelError) -> ShowFile? {
    let file = ShowFile(try channel.createUnnamedFile(for: FileName.show))
    guard try file.tryLock() else { return nil }  // nobody has it yet
    try file.write(page)
    do { try channel.link(file.file, as: FileName.show) } catch {
      guard error.errno == .fileExists else { throw error }
      return nil
    }
    return file
  }

  /// The page, read whole; nil when it is of another version, or damaged.
  func page() throws(ChannelError) -> ShowPage? { try pageBytes().flatMap(ShowPage.init(checked:)) }

  /// Writes the page, and waits for commands that are being appended at this moment: the kernel
  /// lets one writer at a time into a file.
  func write(_ page: ShowPage) throws(ChannelError) {
    try file.write(page.bytes, at: 0)
  }

  /// Appends a command whole, by one `write(2)`; the show passes over one that was cut short.
  ///
  /// - Returns: where its record ends.
  func append(_ record: [UInt8]) throws(ChannelError) -> Int {
    try file.append(record)
  }

  /// Gives back the memory of commands that have been read.
  func punch(_ range: Range<Int>) { punchHole(range, in: file.number) }
}
