internal import ShmChannel
internal import SystemPackage

/// A command as it stands in a show file (docs/PROTOCOL.md, "show").
package enum ShowRecord {
  enum Offset {
    static let byteCount = 0
    static let command = 4
    static let argumentByteCount = 8
    static let argument = 12
  }
  /// The longest record that is taken: a path of `PATH_MAX` bytes fits.
  static let maximumByteCount = 8192

  /// What stands at one place of a show file.
  package enum Reading: Equatable {
    /// A command, and the bytes of its record.
    case command(ShowCommand, byteCount: Int)
    /// A whole record of a command that this version does not know, or cannot carry out.
    case unknown(byteCount: Int)
    /// A record whose end is not there yet.
    case incomplete
    /// No record; what follows cannot be understood either.
    case garbage
  }

  /// What stands at the beginning of `bytes`, which is not empty.
  package static func decode(_ bytes: ArraySlice<UInt8>) -> Reading {
    guard bytes.count >= Offset.argument else { return .incomplete }
    let head = Array(bytes.prefix(Offset.argument))
    let byteCount = Int(head.number(UInt32.self, at: Offset.byteCount))
    let argumentByteCount = Int(head.number(UInt32.self, at: Offset.argumentByteCount))
    guard byteCount <= maximumByteCount, byteCount == Offset.argument + argumentByteCount else {
      return .garbage
    }
    guard bytes.count >= byteCount else { return .incomplete }
    let number = head.number(UInt32.self, at: Offset.command)
    let argument = bytes.prefix(byteCount).dropFirst(Offset.argument)
    guard let command = ShowCommand(number: number, argument: argument) else {
      return .unknown(byteCount: byteCount)
    }
    return .command(command, byteCount: byteCount)
  }

  /// The bytes of a record; nil for a path that is empty or too long for any file.
  package static func encode(_ command: ShowCommand) -> [UInt8]? {
    guard ShowCommand(number: command.number, argument: command.argument[...]) != nil else {
      return nil
    }
    let argument = command.argument
    var bytes = [UInt8](repeating: 0, count: Offset.argument)
    bytes.set(UInt32(Offset.argument + argument.count), at: Offset.byteCount)
    bytes.set(command.number, at: Offset.command)
    bytes.set(UInt32(argument.count), at: Offset.argumentByteCount)
    return bytes + argument
  }
}

extension ShowCommand {
  /// The commands without an argument, in order of their numbers, which begin at 1.
  private static let plain: [ShowCommand?] = [
    .next, .previous, .first, .last, .pause, .resume, .togglePause, nil, .stop, .screenOff,
    .screenOn,
  ]
  private static let jumpNumber: UInt32 = 8
  /// `PATH_MAX` of limits.h is 4096, with the terminator.
  private static let pathByteCounts = 1...4095

  fileprivate var number: UInt32 {
    UInt32(Self.plain.firstIndex(of: self).map { $0 + 1 } ?? Int(Self.jumpNumber))
  }

  fileprivate var argument: [UInt8] {
    guard case .jump(let path) = self else { return [] }
    return unsafe path.withPlatformString { text in
      var bytes: [UInt8] = []
      var index = 0
      while unsafe text[index] != 0 {
        bytes.append(UInt8(bitPattern: unsafe text[index]))
        index += 1
      }
      return bytes
    }
  }

  fileprivate init?(number: UInt32, argument: ArraySlice<UInt8>) {
    if number == Self.jumpNumber {
      guard Self.pathByteCounts.contains(argument.count), !argument.contains(0) else { return nil }
      self = unsafe .jump(
        FilePath(platformString: argument.map { CInterop.PlatformChar(bitPattern: $0) } + [0]))
    } else {
      guard number > 0, argument.isEmpty, let index = Int(exactly: number - 1),
        Self.plain.indices.contains(index), let command = Self.plain[index]
      else { return nil }
      self = command
    }
  }
}
