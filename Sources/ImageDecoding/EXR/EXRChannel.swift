internal import CEXR

/// A channel of an OpenEXR part, as the header says it.
struct EXRChannel: Equatable {
  /// exr_pixel_type_t (openexr_attr.h).
  enum Kind: Int32 {
    case uint32, float16, float32

    var byteCount: Int { self == .float16 ? 2 : 4 }
  }

  let name: String
  let kind: Kind
  /// Whether there are fewer samples than pixels.
  let isSubsampled: Bool

  /// Those of the first part, in the order in which they stand in its scanlines.
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
    var channels: [EXRChannel] = []
    for index in unsafe 0..<Int(list.pointee.num_channels) {
      let entry = unsafe entries[index]
      guard let kind = unsafe Kind(rawValue: entry.pixel_type) else {
        throw .corrupt(.exr, "a channel of a type that there is not")
      }
      unsafe channels.append(
        EXRChannel(
          name: String(cString: entry.name), kind: kind,
          isSubsampled: entry.x_sampling != 1 || entry.y_sampling != 1))
    }
    return channels
  }
}
