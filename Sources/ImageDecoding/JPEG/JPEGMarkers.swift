internal import Pixels

/// What the segments of a JPEG file say beside the picture (ITU T.81, annex B).
struct JPEGMarkers {
  var orientation: Orientation { exif.map { Orientation(exif: $0) } ?? .upright }
  /// The first EXIF block.
  private(set) var exif: FileBytes?
  /// Whether Huffman tables stand in front of the first scan.
  private(set) var hasTables = false
  /// Of the first frame header; nil when there is none.
  private(set) var size: (width: Int, height: Int)?
  private let file: FileBytes
  private var profilePieces = JPEGProfile()
  private var scanOffset: Int?
  private var componentCount = 0
  private var isArithmetic = false

  init(_ file: FileBytes) {
    self.file = file
    var offset = 2
    while let marker = Self.nextMarker(file, from: &offset) {
      guard let length = file.u16(offset, .big), length >= 2,
        let segment = file.part(from: offset + 2, count: length - 2)
      else { return }
      switch marker {
      case 0xE1 where exif == nil && segment.has("Exif\0\0"): exif = segment
      case 0xE2: profilePieces.append(segment)
      case 0xC4:
        hasTables = true
      case 0xC0...0xCF where size == nil && ![0xC8, 0xCC].contains(marker):
        if let height = segment.u16(1, .big), let width = segment.u16(3, .big) {
          size = (width, height)
          isArithmetic = marker >= 0xC9
          componentCount = Int(segment[5] ?? 0)
        }
      case 0xDA:
        hasTables = hasTables || isArithmetic
        scanOffset = offset - 2
        return
      default: break
      }
      offset += length
    }
  }

  /// What the colors mean; nil for sRGB.
  var profile: FileProfile? { profilePieces.whole }

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

  /// Whether the scans are of all components; reads no further than it has to.
  func everyComponentHasScan() -> Bool {
    var seen: Set<UInt8> = []
    guard var offset = scanOffset else { return false }
    while let marker = Self.nextMarker(file, from: &offset) {
      guard let length = file.u16(offset, .big), length >= 2 else { return false }
      if marker == 0xDA, let count = file[offset + 2] {
        seen.formUnion((0..<Int(count)).compactMap { file[offset + 3 + $0 * 2] })
        if seen.count >= componentCount { return true }
      }
      offset += length
    }
    return false
  }
}
