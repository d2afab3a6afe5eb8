internal import Linux
package import SystemPackage

/// Tells that something was mounted or unmounted.
///
/// proc(5): the table has urgent news after each change, once for each open description; so one
/// descriptor wakes, and the other answers.
package final class MountTable {
  private let alarm: Descriptor
  private let answer: Descriptor

  /// Has urgent news (`EPOLLPRI`) when the table has changed.
  var number: CInt { alarm.number }

  init() throws(SystemError) {
    alarm = try Descriptor(opening: Self.path)
    answer = try Descriptor(opening: Self.path)
    _ = takeChange()
  }

  /// Whether the table has changed since it was asked last.
  func takeChange() -> Bool {
    Readiness.urgent.now(of: answer.number).contains(.urgent)
  }

  /// Where the file system begins that a path lies in, by the names alone: no file system is asked.
  package static func mountPoint(of path: FilePath) -> FilePath? {
    guard let file = try? Descriptor(opening: Self.path) else { return nil }
    var table: [UInt8] = []
    while let piece = try? readSome(file.number, atMost: 65_536), !piece.isEmpty { table += piece }
    return mountPoint(of: path, in: table)
  }

  /// proc(5): the fifth field is the mount point, with some bytes as `\040`.
  static func mountPoint(of path: FilePath, in table: [UInt8]) -> FilePath? {
    let points = table.split(separator: UInt8(ascii: "\n")).compactMap { line -> FilePath? in
      let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      return fields.count > 4 ? PathBytes(unescaped(fields[4])).filePath : nil
    }
    return points.filter { path.starts(with: $0) }
      .max { $0.components.count < $1.components.count }
  }

  private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    var (bytes, rest) = ([UInt8](), field)
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(3), as: UTF8.self)
      if byte == UInt8(ascii: "\\"), let value = UInt8(digits, radix: 8), digits.utf8.count == 3 {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private static let path: PathBytes = "/proc/self/mountinfo"
}
