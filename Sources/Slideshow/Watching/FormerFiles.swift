import SystemPackage

/// What was in directories that have gone with all that was in them: a card that was taken out, a
/// folder that was moved away. When they are back, what was there before is nothing new, and the
/// rest is. A value that knows no file.
struct FormerFiles {
  /// What is known of a file.
  enum Former: Hashable {
    case stamped(FileStamp)
    /// Its stamp was not asked for; it was there at that moment, in nanoseconds since 1970.
    case seen(Int64)
  }

  /// The files of one directory.
  typealias Files = [FilePath: Former]

  /// As many files are remembered at most, since some directories never come back.
  private let most: Int
  private var directories: [FilePath: Files] = [:]
  /// The directory that went first comes first; those that are not in `directories` are back.
  private var order: [FilePath] = []
  private var count = 0

  init(keeping most: Int) { self.most = most }

  /// A directory has gone.
  ///
  /// - Parameters:
  ///   - files: what was in it.
  ///   - absent: what had been in it when it had gone before, and was not there this time. That is
  ///     forgotten first, the oldest before the others.
  mutating func keep(_ files: Files, absent: Files = [:], of directory: FilePath) {
    _ = take(directory)
    guard files.count <= most else { return }
    let files = files.merging(Self.latest(most - files.count, of: absent)) { file, _ in file }
    guard !files.isEmpty else { return }
    directories[directory] = files
    order.append(directory)
    count += files.count
    var oldest = 0
    while count > most {
      count -= directories.removeValue(forKey: order[oldest])?.count ?? 0
      oldest += 1
    }
    order.removeFirst(oldest)
  }

  private static func latest(_ most: Int, of files: Files) -> Files {
    if files.count <= most { return files }
    let latest = files.sorted { $0.value.moment > $1.value.moment }.prefix(most)
    return Dictionary(uniqueKeysWithValues: latest.map { ($0.key, $0.value) })
  }

  /// A directory has come, perhaps back: what it held, which is forgotten here.
  mutating func take(_ directory: FilePath) -> Files {
    guard let files = directories.removeValue(forKey: directory) else { return [:] }
    order.removeAll { $0 == directory }
    count -= files.count
    return files
  }
}

extension FormerFiles.Former {
  fileprivate var moment: Int64 {
    switch self {
    case .stamped(let stamp): stamp.modified
    case .seen(let moment): moment
    }
  }

  /// Whether the file that has the name now is that one: another card has the same names.
  ///
  /// - Parameter changed: when its contents or attributes were last changed.
  func isSame(_ stamp: FileStamp, changed: Int64) -> Bool {
    switch self {
    case .stamped(let former): former == stamp
    case .seen(let moment): changed < moment
    }
  }
}
