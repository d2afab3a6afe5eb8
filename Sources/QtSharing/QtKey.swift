/// The key of a QSharedMemory, as its program gives it, and the files that stand for it.
///
/// The rule is that of Qt 4.4 to 6.5 (`QSharedMemoryPrivate::makePlatformSafeKey`), which later
/// versions keep for programs that give a key as text (`QSharedMemory::legacyNativeKey`).
package struct QtKey: Hashable, Sendable {
  /// What the program calls it.
  package let text: String

  /// Nil for an empty text, which names no memory.
  package init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    self.text = text
  }

  /// The second argument of ftok(3) for both files.
  package static let project = UInt8(ascii: "Q")

  /// The name of the file that the segment's System V key is made of.
  package var memoryFileName: String { "qipc_sharedmemory_" + suffix }

  /// The name of the file that its lock's System V key is made of, a QSystemSemaphore's.
  package var lockFileName: String { "qipc_systemsem_" + suffix }

  /// The ASCII letters of the key, and the SHA-1 of its UTF-8.
  private var suffix: String {
    let letters = text.utf8.filter { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }
    let digest = SHA1.digest(of: Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return String(decoding: letters, as: UTF8.self) + digest.joined()
  }

  /// The folder in which both files lie: `QDir::tempPath()`.
  ///
  /// - Parameter variable: the value of `TMPDIR`, if it has one.
  package static func folder(temporary variable: [UInt8]?) -> [UInt8] {
    guard let variable, !variable.isEmpty else { return Array("/tmp".utf8) }
    return variable
  }
}
