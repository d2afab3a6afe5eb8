internal import CHEIF

/// A decoded picture of libheif's, in planes: luma and chroma, or red, green and blue; and alpha.
@safe struct HEIFImage: ~Copyable {
  /// One kind of sample, of the whole picture.
  @safe struct Plane {
    let width: Int
    let height: Int
    /// Bits a sample: 8, or more in 16 bits each, native-endian.
    let depth: Int
    fileprivate let start: UnsafePointer<UInt8>
    fileprivate let stride: Int

    /// Copies a row's samples; rows and columns behind the last repeat it.
    func read(_ row: Int, into samples: inout [Int32]) {
      let bytes = unsafe UnsafeRawPointer(start + min(row, height - 1) * stride)
      if depth > 8 {
        let words = unsafe bytes.assumingMemoryBound(to: UInt16.self)
        for column in 0..<width { samples[column] = unsafe Int32(words[column]) }
      } else {
        let bytes = unsafe bytes.assumingMemoryBound(to: UInt8.self)
        for column in 0..<width { samples[column] = unsafe Int32(bytes[column]) }
      }
    }
  }

  private let functions: UnsafePointer<cheif>
  private let image: OpaquePointer

  init(_ functions: UnsafePointer<cheif>, _ image: OpaquePointer) {
    unsafe (self.functions, self.image) = (functions, image)
  }

  deinit { unsafe functions.pointee.heif_image_release(image) }

  /// Whether the samples are green, blue and red, which libheif may have made of luma and chroma.
  var isRGB: Bool {
    unsafe functions.pointee.heif_image_get_colorspace(image) == Int32(CHEIF_COLORSPACE_RGB)
  }

  /// What the coded picture says of its colors; to be freed. False if nothing.
  func readProfile(_ profile: inout UnsafeMutablePointer<heif_color_profile_nclx>?) -> Bool {
    unsafe functions.pointee.heif_image_get_nclx_color_profile(image, &profile).code == 0
  }

  /// Luma, or green.
  var first: Plane? { plane(isRGB ? CHEIF_CHANNEL_G : CHEIF_CHANNEL_Y) }
  /// The blue difference, or blue; nil in a picture without color.
  var second: Plane? { plane(isRGB ? CHEIF_CHANNEL_B : CHEIF_CHANNEL_CB) }
  /// The red difference, or red.
  var third: Plane? { plane(isRGB ? CHEIF_CHANNEL_R : CHEIF_CHANNEL_CR) }
  var alpha: Plane? { plane(CHEIF_CHANNEL_ALPHA) }

  private func plane(_ channel: Int) -> Plane? {
    let channel = Int32(channel)
    guard unsafe functions.pointee.heif_image_has_channel(image, channel) != 0 else { return nil }
    var stride: Int32 = 0
    let start = unsafe functions.pointee.heif_image_get_plane_readonly(image, channel, &stride)
    let depth = unsafe functions.pointee.heif_image_get_bits_per_pixel_range(image, channel)
    let width = unsafe functions.pointee.heif_image_get_width(image, channel)
    let height = unsafe functions.pointee.heif_image_get_height(image, channel)
    guard let start = unsafe start, (1...16).contains(depth), width > 0, height > 0 else {
      return nil
    }
    return unsafe Plane(
      width: Int(width), height: Int(height), depth: Int(depth), start: start, stride: Int(stride))
  }
}
