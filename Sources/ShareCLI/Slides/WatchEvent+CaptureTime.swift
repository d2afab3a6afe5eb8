internal import Slideshow
private import CommandLineFiles
private import Linux
internal import SystemPackage

extension WatchEvent {
  /// The file that has a stamp now; nil where there is none.
  var stamped: FilePath? {
    switch self {
    case .added(let path, .some, _), .replaced(let path, .some), .moved(_, let path, .some): path
    default: nil
    }
  }

  /// The same event with the time at which the file's picture was taken, read from the file.
  var withCaptureTime: WatchEvent {
    switch self {
    case .added(let path, let stamp?, let isNew):
      .added(path, Self.timed(stamp, path), isNew: isNew)
    case .replaced(let path, let stamp?): .replaced(path, Self.timed(stamp, path))
    case .moved(let old, let path, let stamp?): .moved(old, to: path, Self.timed(stamp, path))
    default: self
    }
  }

  private static func timed(_ stamp: FileStamp, _ path: FilePath) -> FileStamp {
    var stamp = stamp
    stamp.taken = SlideFile(CommandLineText.text(of: PathBytes(path).bytes)).captureTime()
    return stamp
  }
}
