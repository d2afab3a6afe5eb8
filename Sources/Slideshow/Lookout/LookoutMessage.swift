package import SystemPackage

/// What the process that looks at files says to the show.
package enum LookoutMessage: Hashable, Sendable {
  /// It is about to ask a file system about this directory, which may not answer.
  case looking(FilePath)
  /// It has nothing to do, so that its silence means nothing.
  case resting
  case happened(WatchEvent)
  /// The answer to the request of that number.
  case found(UInt64, Finding)

  /// It has heard what a list has named, and takes more.
  case listed

  /// What a file is to a slideshow, by its first bytes.
  package enum Finding: Hashable, Sendable {
    case picture
    /// Nothing that is shown, or not there.
    case other
    case unreadable(String)
    /// The system lacks something at the moment, which is not the file's fault.
    case shortage(String)
  }
}

extension LookoutMessage {
  /// The message without its length.
  package var bytes: [UInt8] {
    var writer = WireWriter()
    switch self {
    case .looking(let path):
      writer.put(0 as UInt64)
      writer.put(path)
    case .resting: writer.put(1 as UInt64)
    case .happened(let event):
      writer.put(2 as UInt64)
      event.write(to: &writer)
    case .found(let number, let finding):
      writer.put(3 as UInt64)
      writer.put(number)
      finding.write(to: &writer)
    case .listed: writer.put(4 as UInt64)
    }
    return writer.bytes
  }

  /// The message that bytes hold; nil if they hold none.
  package init?(_ bytes: ArraySlice<UInt8>) {
    var reader = WireReader(bytes)
    switch reader.number() {
    case 0:
      guard let path = reader.path() else { return nil }
      self = .looking(path)
    case 1: self = .resting
    case 2:
      guard let event = WatchEvent(&reader) else { return nil }
      self = .happened(event)
    case 3:
      guard let number = reader.number(), let finding = Finding(&reader) else { return nil }
      self = .found(number, finding)
    case 4: self = .listed
    default: return nil
    }
    if !reader.isAtEnd { return nil }
  }
}

extension LookoutMessage.Finding {
  fileprivate func write(to writer: inout WireWriter) {
    switch self {
    case .picture: writer.put(0 as UInt64)
    case .other: writer.put(1 as UInt64)
    case .unreadable(let reason):
      writer.put(2 as UInt64)
      writer.put(reason)
    case .shortage(let reason):
      writer.put(3 as UInt64)
      writer.put(reason)
    }
  }

  fileprivate init?(_ reader: inout WireReader) {
    switch reader.number() {
    case 0: self = .picture
    case 1: self = .other
    case 2:
      guard let reason = reader.text() else { return nil }
      self = .unreadable(reason)
    case 3:
      guard let reason = reader.text() else { return nil }
      self = .shortage(reason)
    default: return nil
    }
  }
}
