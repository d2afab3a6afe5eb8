internal import Pixels

extension Orientation {
  /// The Orientation tag of an EXIF block (a TIFF header and its first directory); upright when
  /// there is none, or none that can be read: EXIF is a remark, and its damage is no fault.
  init(exif block: FileBytes) {
    self = Self.tag(in: block) ?? .upright
  }

  private static func tag(in block: FileBytes) -> Orientation? {
    // Some writers put JPEG's APP1 prefix in front also elsewhere.
    let tiff = block.has("Exif\0\0") ? block.dropping(6) : block
    guard let directory = TIFFDirectory(tiff) else { return nil }
    return directory.first(.orientation).flatMap(Orientation.init(rawValue:))
  }
}
