internal import SystemPackage

extension WatchEvent {
  func write(to writer: inout WireWriter) {
    switch self {
    case .added(let path, let stamp, let isNew):
      writer.put(0 as UInt64)
      writer.put(path)
      writer.put(stamp)
      writer.put(isNew)
    case .replaced(let path, let stamp):
      writer.put(1 as UInt64)
      writer.put(path)
      writer.put(stamp)
    case .removed(let path):
      writer.put(2 as UInt64)
      writer.put(path)
    case .directoryMissing(let path, let reason):
      writer.put(3 as UInt64)
      writer.put(path)
      writer.put(Int64(reason.rawValue))
    case .directoryBack(let path):
      writer.put(4 as UInt64)
      writer.put(path)
    case .unreadable(let path, let reason):
      writer.put(5 as UInt64)
      writer.put(path)
      writer.put(Int64(reason.rawValue))
    case .polling(let path, let reason):
      writer.put(6 as UInt64)
      writer.put(path)
      reason.write(to: &writer)
    case .overflow: writer.put(7 as UInt64)
    case .scanned: writer.put(8 as UInt64)
    case .gathered: writer.put(9 as UInt64)
    case .forgotten(let places):
      writer.put(10 as UInt64)
      writer.put(places)
    case .moved(let path, let name, let stamp):
      writer.put(11 as UInt64)
      writer.put(path)
      writer.put(name)
      writer.put(stamp)
    }
  }

  init?(_ reader: inout WireReader) {
    guard let kind = reader.number() else { return nil }
    let bare: [UInt64: WatchEvent] = [7: .overflow, 8: .scanned, 9: .gathered]
    if let event = bare[kind] {
      self = event
      return
    }
    if kind == 10 {
      guard let places = reader.list({ NamedPlace(&$0) }) else { return nil }
      self = .forgotten(places)
      return
    }
    guard let path = reader.path() else { return nil }
    switch kind {
    case 0:
      guard let stamp = reader.stamp(), let isNew = reader.flag() else { return nil }
      self = .added(path, stamp, isNew: isNew)
    case 1:
      guard let stamp = reader.stamp() else { return nil }
      self = .replaced(path, stamp)
    case 2: self = .removed(path)
    case 3:
      guard let reason = reader.errno() else { return nil }
      self = .directoryMissing(path, reason)
    case 4: self = .directoryBack(path)
    case 5:
      guard let reason = reader.errno() else { return nil }
      self = .unreadable(path, reason)
    case 6:
      guard let reason = PollingReason(&reader) else { return nil }
      self = .polling(path, reason)
    case 11:
      guard let name = reader.path(), let stamp = reader.stamp() else { return nil }
      self = .moved(path, to: name, stamp)
    default: return nil
    }
  }
}

extension PollingReason {
  fileprivate func write(to writer: inout WireWriter) {
    switch self {
    case .fileSystem(let name):
      writer.put(0 as UInt64)
      writer.put(name)
    case .watchLimit: writer.put(1 as UInt64)
    case .noInotify: writer.put(2 as UInt64)
    }
  }

  fileprivate init?(_ reader: inout WireReader) {
    switch reader.number() {
    case 0:
      guard let name = reader.text() else { return nil }
      self = .fileSystem(name)
    case 1: self = .watchLimit
    case 2: self = .noInotify
    default: return nil
    }
  }
}

extension WireWriter {
  fileprivate mutating func put(_ stamp: FileStamp?) {
    put(stamp != nil)
    put(stamp?.modified ?? Int64.zero)
    put(stamp?.byteCount ?? Int64.zero)
    putOptional(stamp?.taken)
  }
}

extension WireReader {
  fileprivate mutating func stamp() -> FileStamp?? {
    guard let isThere = flag(), let modified = signed(), let byteCount = signed(),
      let taken = optional()
    else { return nil }
    return .some(
      isThere ? FileStamp(modified: modified, byteCount: byteCount, taken: taken) : nil)
  }

  fileprivate mutating func errno() -> Errno? {
    signed().flatMap(CInt.init(exactly:)).map(Errno.init(rawValue:))
  }
}
