internal import Pixels

/// What the segments of a JPEG file say beside the picture (ITU T.81, annex B).
struct JPEGMarkers {
  private(set) var orientation = Orientation.upright
  /// Whether Adobe's APP14 segment is there, with which ink values are inverted.
  private(set) var isAdobe = false
  /// Whether an end-of-image marker stands behind the first scan.
  private(set) var hasEnd = false

  init(_ file: FileBytes) {
    var offset = 2
    var hasOrientation = false
    while let marker = Self.nextMarker(file, from: &offset) {
      guard let length = file.u16(offset, .big), length >= 2,
        let segment = file.part(from: offset + 2, count: length - 2)
      else { return }
      switch marker {
      case 0xE1 where !hasOrientation && segment.has("Exif\0\0"):
        orientation = Orientation(exif: segment)
        hasOrientation = true
      case 0xEE where segment.has("Adobe"):
        isAdobe = true
      case 0xDA:
        hasEnd = Self.findsEnd(file, from: offset + length)
        return
      default: break
      }
      offset += length
    }
  }

  /// Moves behind the next marker that has a length; bytes in front of it are skipped.
  private static func nextMarker(_ file: FileBytes, from offset: inout Int) -> UInt8? {
    while let byte = file[offset] {
      offset += 1
      guard byte == 0xFF, let code = file[offset] else { continue }
      if code == 0 || code == 0x01 || code == 0xFF || (0xD0...0xD8).contains(code) { continue }
      if code == 0xD9 { return nil }
      offset += 1
      return code
    }
    return nil
  }

  private static func findsEnd(_ file: FileBytes, from start: Int) -> Bool {
    let bytes = file.raw
    guard bytes.count >= 2, start <= bytes.count - 2 else { return false }
    return (start...(bytes.count - 2)).contains { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD9 }
  }
}
