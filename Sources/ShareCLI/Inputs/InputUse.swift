/// What an input is read as, with the words for what cannot be that.
enum InputUse {
  case picture
  case stream
  /// Of files and directories.
  case list

  var wordsForDevice: String {
    switch self {
    case .picture: "is a device, not a picture"
    case .stream: "is a disk, not a stream"
    case .list: "is a device, not a list of files"
    }
  }

  var wordsForTerminal: String {
    switch self {
    case .picture: "is a terminal; pipe a picture into it: plot | shmshare -"
    case .stream: "is a terminal; pipe a stream into it: ffmpeg ... | shmshare stream -"
    case .list: wordsForDevice
    }
  }

  /// - Parameter name: how messages name it; standard input has no name that a command could take.
  func wordsForDirectory(_ name: String) -> String {
    let isNamed = name != InputFile.standardInputName
    switch self {
    case .picture where isNamed:
      return "is a directory; name the pictures in it: shmshare "
        + ConverterHint.quoted(name.hasSuffix("/") ? name : name + "/") + "*"
    case .picture: return "is a directory, not a picture"
    case .stream: return "is a directory, not a stream" + Self.advice(name)
    case .list: return "is a directory, not a list of files" + Self.advice(name)
    }
  }

  /// What is read as a list, and is a picture of that type.
  func wordsForPicture(_ type: String, _ name: String) -> String {
    "is a picture (\(type)), not a list of files" + Self.advice(name)
  }

  private static func advice(_ name: String) -> String {
    if name == InputFile.standardInputName { return "" }
    return "; to show it: shmshare slideshow \(ConverterHint.quoted(name))"
  }
}
