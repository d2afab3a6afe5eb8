import SystemPackage

/// What was in directories that have gone with all that was in them: a card that was taken out, a
/// folder that was moved away. When they are back, what was there before is nothing new, and the
/// rest is. A value that knows no file.
struct FormerFiles {
  /// The files of one directory, each with its stamp, if that was asked for.
  typealias Files = [FilePath: FileStamp?]

  /// As many files are remembered at most, since some directories never come back.
  private let most: Int
  private var directories: [FilePath: Files] = [:]
  /// The directory that went first comes first; those that are not in `directories` are back.
  private var order: [FilePath] = []
  private var count = 0

  init(keeping most: Int) { self.most = most }

  /// A directory has gone.
  mutating func keep(_ files: Files, of directory: FilePath) {
    _ = take(directory)
    guard !files.isEmpty, files.count <= most else { return }
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

  /// A directory has come, perhaps back: what it held, which is forgotten here.
  mutating func take(_ directory: FilePath) -> Files {
    guard let files = directories.removeValue(forKey: directory) else { return [:] }
    order.removeAll { $0 == directory }
    count -= files.count
    return files
  }
}
