internal import CSpng

/// A PNG in parts, which libspng reads as a stream: the signature, these, and the end mark.
final class PNGParts {
  private static let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]

  private let parts: [FileBytes]
  /// Which part comes next, from the signature at -1; and how much of it has been read.
  private var index = -1
  private var offset = 0

  /// - Parameter parts: whole chunks; the bytes have to stay in place.
  init(_ parts: [FileBytes]) { self.parts = parts }

  /// Copies the next bytes; false at the end.
  func read(into target: UnsafeMutableRawBufferPointer) -> Bool {
    var target = unsafe target
    while unsafe !target.isEmpty {
      let count = unsafe index < 0 ? copy(PNGHeader.signature, target) : copyPart(target)
      guard let count else { return false }
      unsafe target = UnsafeMutableRawBufferPointer(rebasing: target[count...])
    }
    return true
  }

  private func copyPart(_ target: UnsafeMutableRawBufferPointer) -> Int? {
    if index == parts.count { return unsafe copy(Self.end, target) }
    return unsafe index < parts.count ? copy(parts[index].raw, target) : nil
  }

  /// Copies what is left of the current part, as far as there is room for it.
  private func copy(_ bytes: [UInt8], _ target: UnsafeMutableRawBufferPointer) -> Int {
    unsafe bytes.withUnsafeBytes { unsafe copy($0, target) }
  }

  private func copy(
    _ bytes: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer
  ) -> Int {
    let count = min(bytes.count - offset, target.count)
    unsafe target.copyMemory(
      from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
    offset += count
    if offset == bytes.count { (index, offset) = (index + 1, 0) }
    return count
  }
}
