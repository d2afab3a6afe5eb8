internal import Pixels

extension Orientation {
  /// The Orientation tag of an EXIF block (a TIFF header and its first directory); upright when
  /// there is none, or none that can be read: EXIF is a remark, and its damage is no fault.
  init(exif block: FileBytes) {
    let value = EXIFBlock(block).directory?.first(.orientation)
    self = value.flatMap(Orientation.init(rawValue:)) ?? .upright
  }
}
