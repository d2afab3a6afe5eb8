package import SystemPackage

/// A path or a file name, byte by byte as it was given: with a slash at its end, and where it is
/// not UTF-8. (`FilePath` would drop the slash.)
package struct PathBytes: Hashable, Sendable {
  /// For C functions: the bytes, and a NUL behind them.
  package let cString: [CChar]

  /// Bytes, as far as the first NUL if they have one.
  package init(_ bytes: some Sequence<UInt8>) {
    cString = bytes.prefix { $0 != 0 }.map(CChar.init(bitPattern:)) + [0]
  }

  /// The UTF-8 of a text.
  package init(_ text: String) { self.init(text.utf8) }

  /// The bytes of a path.
  package init(_ path: FilePath) {
    cString = unsafe path.withPlatformString { start in
      var count = 0
      while unsafe start[count] != 0 { count += 1 }
      return unsafe Array(UnsafeBufferPointer(start: start, count: count + 1))
    }
  }

  /// The bytes without the NUL.
  package var bytes: [UInt8] { cString.dropLast().map(UInt8.init(bitPattern:)) }

  /// Whether there is not one byte.
  package var isEmpty: Bool { cString.count == 1 }

  /// The same as a path, whose parts can be had.
  package var filePath: FilePath { FilePath(platformString: cString) }
}

extension PathBytes: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

extension PathBytes: CustomStringConvertible {
  /// For people: what is not UTF-8 shows as U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}
