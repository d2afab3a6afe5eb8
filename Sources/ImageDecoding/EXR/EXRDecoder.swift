internal import ShmChannel

/// OpenEXR over OpenEXRCore's chunks of scanlines: the first part's data window, as float32.
enum EXRDecoder {
  static func decode(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture {
    if let obstacle = EXRHeader.obstacle(in: file) { throw .unsupported(.exr, obstacle) }
    guard let opened = try EXRFile(file) else {
      var picture = try EXRColors.decode(file, limits: limits)
      picture.remark = "its numbers were read as float16, since this system lacks OpenEXRCore 3.1"
      return picture
    }
    let part = try EXRPart(opened)
    try limits.check(width: part.width, height: part.height, of: .exr)
    guard part.needsFullLibrary else { return try decode(part, of: opened) }
    var picture = try EXRColors.decode(file, limits: limits)
    if part.channels.contains(where: { part.shown.contains($0.name) && $0.kind != .float16 }) {
      picture.remark = "its numbers were read as float16, as the library does with this compression"
    }
    return picture
  }

  private static func decode(
    _ part: EXRPart, of opened: borrowing EXRFile
  ) throws(DecodingError) -> SamplePicture {
    // There is no format for gray beside alpha.
    let channelCount = part.shown == ["Y", "A"] ? 4 : part.shown.count
    let format = try PixelFormat(channelCount: channelCount, .float32, in: .exr)
    var picture = try SamplePicture(width: part.width, height: part.height, format: format)
    try unsafe picture.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      try unsafe EXRScanlines.read(part, of: opened, channelCount: channelCount, into: bytes)
      if format.hasAlpha {
        unsafe straighten(bytes.bindMemory(to: SIMD4<Float>.self), isGray: part.shown[0] == "Y")
      }
    }
    if part.hasIntegers {
      picture.remark = "its uint32 numbers became float32"
      picture.findRange()
    } else {
      picture.transfer = .linear
    }
    return picture
  }

  /// Divides colors by their alpha, by which OpenEXR has them multiplied.
  private static func straighten(_ pixels: UnsafeMutableBufferPointer<SIMD4<Float>>, isGray: Bool) {
    for index in pixels.indices {
      var pixel = unsafe pixels[index]
      // Y is where R goes, and alpha where G does.
      if isGray { pixel = SIMD4(pixel.x, pixel.x, pixel.x, pixel.y) }
      pixel.straighten(alpha: pixel.w)
      unsafe pixels[index] = pixel
    }
  }
}
