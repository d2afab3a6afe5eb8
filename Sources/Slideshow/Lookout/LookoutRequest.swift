internal import Linux
package import SystemPackage

/// What the show asks of the process that looks at files for it.
package enum LookoutRequest: Hashable, Sendable {
  /// The first: what to watch.
  case watch(DirectoryWatcher.Options)
  /// What a list has named since, and how far it is now; answered by `LookoutMessage.listed`.
  case list([NamedPlace], ListState)
  /// Whether a file is worth decoding; answered under that number.
  case look(UInt64, FilePath)
}

extension LookoutRequest {
  /// The request without its length.
  package var bytes: [UInt8] {
    var writer = WireWriter()
    switch self {
    case .watch(let options):
      writer.put(0 as UInt64)
      options.write(to: &writer)
    case .look(let number, let path):
      writer.put(1 as UInt64)
      writer.put(number)
      writer.put(path)
    case .list(let places, let state):
      writer.put(2 as UInt64)
      writer.put(places)
      writer.put(state.rawValue)
    }
    return writer.bytes
  }

  /// The request that bytes hold; nil if they hold none.
  package init?(_ bytes: ArraySlice<UInt8>) {
    var reader = WireReader(bytes)
    switch reader.number() {
    case 0:
      guard let options = DirectoryWatcher.Options(&reader) else { return nil }
      self = .watch(options)
    case 1:
      guard let number = reader.number(), let path = reader.path() else { return nil }
      self = .look(number, path)
    case 2:
      guard let places = reader.list({ NamedPlace(&$0) }), let state = reader.listState() else {
        return nil
      }
      self = .list(places, state)
    default: return nil
    }
    if !reader.isAtEnd { return nil }
  }
}

extension DirectoryWatcher.Options {
  fileprivate func write(to writer: inout WireWriter) {
    writer.put(directories)
    writer.put(files)
    writer.put(places)
    writer.put(listed)
    writer.put(list.rawValue)
    writer.put(isRecursive)
    writer.put(followsLinks)
    writer.put(filter.showsHidden)
    writer.put(filter.included)
    writer.put(filter.excluded)
    writer.put(needsStamps)
    writer.put(needsCaptureTimes)
    writer.put(needsPictures)
    writer.put(pollInterval.wholeNanoseconds(.up))
    writer.put(silent.sorted { "\($0)" < "\($1)" })
    writer.putOptional(knownUntil)
  }

  fileprivate init?(_ reader: inout WireReader) {
    self.init()
    guard let directories = reader.list({ $0.path() }), let files = reader.list({ $0.path() }),
      let places = reader.list({ NamedPlace(&$0) }),
      let listed = reader.list({ NamedPlace(&$0) }), let list = reader.listState(),
      let isRecursive = reader.flag(), let followsLinks = reader.flag(),
      let showsHidden = reader.flag(),
      let included = reader.list({ $0.text() }), let excluded = reader.list({ $0.text() }),
      let needsStamps = reader.flag(), let needsCaptureTimes = reader.flag(),
      let needsPictures = reader.flag(), let interval = reader.signed(),
      let silent = reader.list({ $0.path() }), let knownUntil = reader.optional()
    else { return nil }
    (self.directories, self.files, self.places) = (directories, files, places)
    (self.listed, self.list) = (listed, list)
    (self.isRecursive, self.followsLinks) = (isRecursive, followsLinks)
    filter.showsHidden = showsHidden
    (filter.included, filter.excluded) = (included, excluded)
    self.needsStamps = needsStamps
    self.needsCaptureTimes = needsCaptureTimes
    self.needsPictures = needsPictures
    pollInterval = .nanoseconds(interval)
    self.silent = Set(silent)
    self.knownUntil = knownUntil
  }
}

extension WireReader {
  fileprivate mutating func listState() -> ListState? {
    number().flatMap(ListState.init(rawValue:))
  }
}
