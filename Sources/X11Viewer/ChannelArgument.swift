import Glibc
import ShmChannel

/// What is wrong with the command line.
enum UsageError: Error, Equatable {
  /// A file stands where a channel belongs.
  case file(String)
  /// Not a name that a channel can have, and why.
  case channelName(String)
}

extension UsageError: CustomStringConvertible {
  /// What is wrong, and what to do.
  var description: String {
    switch self {
    case .file(let path): "\(path) is a file; to show it: shmshare \(path)"
    case .channelName(let reason): reason
    }
  }
}

/// The argument that names a channel.
enum ChannelArgument {
  /// The channel of that name; somebody who names a file means `shmshare`.
  static func name(_ text: String) throws(UsageError) -> ChannelName {
    if text.contains("/") || access(text, F_OK) == 0 { throw .file(text) }
    do {
      return try ChannelName(text)
    } catch {
      throw .channelName("\(error)")
    }
  }
}
