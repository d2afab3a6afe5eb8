/// The boxes of an ISO base media file (ISO 14496-12, 4.2), of HEIF, AVIF and JPEG XL.
struct ISOBoxes {
  struct Box {
    let kind: String
    /// Where its header begins.
    let offset: Int
    /// Whether it goes to the end of what it is in, and does not give its size.
    let isOpenEnded: Bool
    /// Whether its size has 64 bits.
    let isLong: Bool
    let content: FileBytes
  }

  let all: [Box]

  /// - Throws: `truncated` when a box ends behind `bytes`.
  init(_ bytes: FileBytes, of type: ImageType) throws(DecodingError) {
    var boxes: [Box] = []
    var offset = 0
    while offset < bytes.count {
      guard let name = bytes.part(from: offset + 4, count: 4),
        var size = bytes.u32(offset, .big)
      else { throw .truncated(type) }
      var headerSize = 8
      let (isOpenEnded, isLong) = (size == 0, size == 1)
      if isLong {
        guard let long = bytes.u64(offset + 8, .big) else { throw .truncated(type) }
        (size, headerSize) = (long, 16)
      } else if isOpenEnded {
        size = bytes.count - offset
      }
      guard size >= headerSize else { throw .corrupt(type, "a box of \(size) bytes") }
      guard let content = bytes.part(from: offset + headerSize, count: size - headerSize) else {
        throw .truncated(type)
      }
      unsafe boxes.append(
        Box(
          kind: String(decoding: name.raw, as: UTF8.self), offset: offset,
          isOpenEnded: isOpenEnded, isLong: isLong, content: content))
      offset += size
    }
    all = boxes
  }

  func first(_ kind: String) -> FileBytes? { all.first { $0.kind == kind }?.content }
}
