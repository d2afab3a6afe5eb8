/// The items of a HEIF or AVIF file that are no pictures (ISO 14496-12, 8.11).
struct HEIFItems {
  private let file: FileBytes
  private let boxes: ISOBoxes
  private let type: ImageType

  /// Nil where the file describes none.
  init?(_ file: FileBytes, of type: ImageType) {
    guard let meta = (try? ISOBoxes(file, of: type))?.first("meta"),
      let boxes = try? ISOBoxes(meta.dropping(4), of: type)
    else { return nil }
    (self.file, self.boxes, self.type) = (file, boxes, type)
  }

  /// The block of the first item of that type, which stands behind an offset (ISO 23008-12, A.2.1).
  var exif: FileBytes? {
    guard let number = exifNumber, let item = content(of: number), let skipped = item.u32(0, .big)
    else { return nil }
    return item.dropping(4 + skipped)
  }

  /// By `iinf`, whose entries are `infe` boxes of version 2 or 3.
  private var exifNumber: Int? {
    guard let list = boxes.first("iinf"),
      let entries = try? ISOBoxes(list.dropping(list[0] == 0 ? 6 : 8), of: type)
    else { return nil }
    for entry in entries.all where entry.kind == "infe" {
      let (content, isLong) = (entry.content, entry.content[0] == 3)
      if content.has("Exif", at: isLong ? 10 : 8) {
        return isLong ? content.u32(4, .big) : content.u16(4, .big)
      }
    }
    return nil
  }

  /// By `iloc`; nil for what does not stand in the file in one piece.
  private func content(of number: Int) -> FileBytes? {
    guard let list = boxes.first("iloc"), let version = list[0], let sizes = list.u16(4, .big)
    else { return nil }
    var cursor = Cursor(bytes: list, offset: 6)
    let (offsetSize, lengthSize) = (sizes >> 12 & 15, sizes >> 8 & 15)
    let (baseSize, indexSize) = (sizes >> 4 & 15, version > 0 ? sizes & 15 : 0)
    guard let count = cursor.number(version < 2 ? 2 : 4) else { return nil }
    for _ in 0..<min(count, list.count) {
      guard let item = cursor.number(version < 2 ? 2 : 4),
        let method = version > 0 ? cursor.number(2) : 0, cursor.number(2) != nil,
        let base = cursor.number(baseSize), let extents = cursor.number(2)
      else { return nil }
      for index in 0..<extents {
        guard cursor.number(indexSize) != nil, let offset = cursor.number(offsetSize),
          let length = cursor.number(lengthSize)
        else { return nil }
        if item == number, index == 0, extents == 1, method & 15 == 0 {
          let (start, overflows) = base.addingReportingOverflow(offset)
          return overflows ? nil : file.part(from: start, count: length)
        }
      }
    }
    return nil
  }

  /// Reads numbers of any size, the high byte first.
  private struct Cursor {
    let bytes: FileBytes
    var offset: Int

    /// Zero for a size of none; nil behind the end, and for what no place can be.
    mutating func number(_ size: Int) -> Int? {
      defer { offset += size }
      switch size {
      case 0: return 0
      case 2: return bytes.u16(offset, .big)
      case 4: return bytes.u32(offset, .big)
      case 8: return bytes.u64(offset, .big)
      default: return nil
      }
    }
  }
}
