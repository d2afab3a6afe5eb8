internal import CEXR

/// A channel of an OpenEXR part, as the header says it.
struct EXRChannel {
  let name: String
  /// Whether there are fewer samples than pixels.
  let isSubsampled: Bool
  /// Whether samples are whole numbers of 32 bits; else they are float16 or float32.
  let isInteger: Bool

  /// Those of the first part.
  static func all(of file: borrowing EXRFile) throws(DecodingError) -> [EXRChannel] {
    var list: UnsafePointer<exr_attr_chlist_t>?
    try unsafe file.check(
      withUnsafeMutablePointer(to: &list) { list in
        unsafe list.withMemoryRebound(
          to: UnsafePointer<exr_attr_chlist_t>?.self, capacity: 1
        ) { list in
          unsafe file.functions.pointee.exr_get_channels(file.context, 0, list)
        }
      })
    guard let list = unsafe list, let entries = unsafe list.pointee.entries else { return [] }
    return unsafe (0..<Int(list.pointee.num_channels)).map { index in
      let entry = unsafe entries[index]
      return unsafe EXRChannel(
        name: String(cString: entry.name),
        isSubsampled: entry.x_sampling != 1 || entry.y_sampling != 1,
        isInteger: entry.pixel_type == Int32(CEXR_UINT))
    }
  }
}
