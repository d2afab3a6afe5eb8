/// Where things stand in the first page of a show file (docs/PROTOCOL.md, "show"), and how a page
/// is told from other bytes.
package enum ShowPageFormat {
  /// Bytes from the start of the page.
  package enum Offset {
    static let magic = 0
    package static let version = 8
    package static let headerByteCount = 12
    package static let processID = 16
    package static let state = 20
    package static let flags = 24
    package static let position = 28
    package static let count = 32
    package static let startedAt = 40
    package static let consumed = 48
    package static let directoryByteCount = 64
    package static let noteByteCount = 68
    package static let nextChange = 72
    package static let directory = 80
    package static let note = 1104
    package static let refused = 2128
    package static let lastChange = 2384
    package static let failureCount = 2392
    package static let lastFailureByteCount = 2396
    package static let awaitedByteCount = 2400
    package static let lastFailure = 2408
    package static let awaited = 3176
    package static let checksum = 4092
  }
  package static let magic = [UInt8]("SHMVSHOW".utf8)
  package static let version: UInt32 = 1
  /// Where the commands begin.
  package static let byteCount = 4096
  /// The bit of `flags` that says that the channel goes with the show.
  package static let privateFlag: UInt32 = 1
  /// The numbers that stand for what a show is doing.
  package static let states: ClosedRange<UInt32> = 1...4
  package static let maximumTextByteCount = 1024
  /// Of the texts that came later.
  package static let maximumShortTextByteCount = 768

  /// What became of reading a page.
  package enum Reading: Equatable {
    case whole
    /// Half of it is from before a write, and half from after.
    case torn
    /// No page of this version.
    case unreadable
  }

  /// Checks everything that another process may have got wrong.
  package static func check(_ bytes: [UInt8]) -> Reading {
    guard bytes.count == byteCount, bytes.starts(with: magic),
      bytes.number(UInt32.self, at: Offset.version) == version,
      bytes.number(UInt32.self, at: Offset.headerByteCount) == UInt32(byteCount)
    else { return .unreadable }
    let expected = bytes.number(UInt32.self, at: Offset.checksum)
    guard checksum(bytes[..<Offset.checksum]) == expected else { return .torn }
    let texts = [Offset.directoryByteCount, Offset.noteByteCount]
    let shortTexts = [Offset.lastFailureByteCount, Offset.awaitedByteCount]
    let isSound =
      states.contains(bytes.number(UInt32.self, at: Offset.state))
      && texts.allSatisfy {
        bytes.number(UInt32.self, at: $0) <= UInt32(maximumTextByteCount)
      }
      && shortTexts.allSatisfy {
        bytes.number(UInt32.self, at: $0) <= UInt32(maximumShortTextByteCount)
      }
      && Int(exactly: bytes.number(UInt64.self, at: Offset.consumed)) != nil
    return isSound ? .whole : .unreadable
  }

  /// Whether a whole page says that the channel goes with its show.
  static func isPrivate(_ page: [UInt8]) -> Bool {
    page.number(UInt32.self, at: Offset.flags) & privateFlag != 0
  }
}
