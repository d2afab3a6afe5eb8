/// Bytes that no QDataStream has written of a QImage.
package struct QtStreamError: Error, Equatable {
  /// The first of them.
  package let head: [UInt8]
}

extension QtStreamError: CustomStringConvertible {
  /// What is wrong; to stand behind `NAME: `.
  package var description: String {
    let bytes = head.prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return "is not a QImage of a QDataStream; it begins with \(bytes.joined(separator: " "))"
  }
}
