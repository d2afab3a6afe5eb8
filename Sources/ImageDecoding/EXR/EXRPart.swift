internal import CEXR

/// What the first part of an OpenEXR file says of its picture: the data window, and which of its
/// channels make a picture.
struct EXRPart {
  let width: Int
  let height: Int
  /// The data window's first row.
  let top: Int
  /// All channels, in the order in which they stand in a scanline.
  let channels: [EXRChannel]
  /// Of a pixel, in the order in which they are shown: `Y`; or `R`, `G`, `B`, and `A` if it is
  /// there.
  let shown: [String]
  /// Whether OpenEXRCore 3.1 does not undo its compression, or not as it was, or the colors stand
  /// in luminance and chroma.
  let needsFullLibrary: Bool

  /// OpenEXR's "Technical Introduction", Luminance/chroma images.
  private static let chroma: Set = ["RY", "BY"]

  init(_ file: borrowing EXRFile) throws(DecodingError) {
    var storage: Int32 = 0
    try unsafe file.check(
      file.functions.pointee.exr_get_storage(file.context, 0, &storage))
    if let obstacle = Self.obstacle(storage) { throw .unsupported(.exr, obstacle) }
    var compression: Int32 = 0
    try unsafe file.check(
      file.functions.pointee.exr_get_compression(file.context, 0, &compression))
    var window = exr_attr_box2i_t()
    try unsafe file.check(
      file.functions.pointee.exr_get_data_window(file.context, 0, &window))
    width = Int(window.max_x) - Int(window.min_x) + 1
    height = Int(window.max_y) - Int(window.min_y) + 1
    top = Int(window.min_y)
    channels = try EXRChannel.all(of: file)
    guard let shown = Self.shown(of: Set(channels.map(\.name))) else {
      throw .unsupported(.exr, Self.words(channels.map(\.name)))
    }
    self.shown = shown
    let hasChroma = channels.contains { Self.chroma.contains($0.name) } && shown[0] == "Y"
    guard hasChroma || channels.allSatisfy({ !$0.isSubsampled }) else {
      throw .unsupported(.exr, "channels of fewer samples than pixels")
    }
    needsFullLibrary =
      hasChroma
      || EXRHeader.Compression(rawValue: Int(compression))?.needsFullLibrary ?? true
  }

  /// Whether some are whole numbers of 32 bits, which float32 does not hold exactly.
  var hasIntegers: Bool {
    channels.contains { $0.kind == .uint32 && shown.contains($0.name) }
  }

  /// Bytes of a scanline.
  var lineByteCount: Int { width * channels.reduce(0) { $0 + $1.kind.byteCount } }

  /// What is in the way of reading a part that is stored so.
  private static func obstacle(_ storage: Int32) -> String? {
    switch Int(storage) {
    case CEXR_SCANLINE: nil
    case CEXR_TILED: "tiles"
    default: "deep data"
    }
  }

  static func shown(of names: Set<String>) -> [String]? {
    let alpha = names.contains("A") ? ["A"] : []
    if names.isSuperset(of: ["R", "G", "B"]) { return ["R", "G", "B"] + alpha }
    return names.contains("Y") ? ["Y"] + alpha : nil
  }

  private static func words(_ names: [String]) -> String {
    let list = names.prefix(8).map(LibraryWords.inLine).joined(separator: ", ")
    return "channels other than R, G, B, A and Y (\(list)\(names.count > 8 ? ", ..." : ""))"
  }
}
