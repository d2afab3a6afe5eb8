private import CTurboJPEG
internal import Pixels

/// JPEG through TurboJPEG, straight into the picture's memory.
enum JPEGDecoder {
  /// `JPEG_MAX_DIMENSION` of libjpeg's `jmorecfg.h`.
  private static let maxSide = 65_500

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    let markers = JPEGMarkers(file)
    if let (width, height) = markers.size {
      try limits.check(width: width, height: height, of: .jpeg, maxSide: maxSide)
    }
    let decompressor = try Decompressor()
    let header = try decompressor.header(file)
    try limits.check(width: header.width, height: header.height, of: .jpeg, maxSide: maxSide)
    var bitmap = try makeBitmap(width: header.width, height: header.height)
    let format = header.isCMYK ? TJPF_CMYK : TJPF_BGRA  // BGRA: the fourth byte is set to 255
    try decompressor.decode(file, into: &bitmap, format, markers)
    if header.isCMYK { bitmap.convertFromCMYK(isInverted: markers.isAdobe) }
    return try bitmap.upright(markers.orientation)
  }
}

/// An owned TurboJPEG handle.
private struct Decompressor: ~Copyable {
  struct Header {
    var width = 0
    var height = 0
    var isCMYK = false
  }

  private let handle: tjhandle

  init() throws(DecodingError) {
    guard let handle = tjInitDecompress() else { throw .outOfMemory }
    self.handle = handle
  }

  deinit { tjDestroy(handle) }

  func header(_ file: FileBytes) throws(DecodingError) -> Header {
    var (width, height, subsampling, colorSpace) = (Int32(0), Int32(0), Int32(0), Int32(0))
    let bytes = file.raw.bindMemory(to: UInt8.self).baseAddress
    let status = tjDecompressHeader3(
      handle, bytes, UInt(file.count), &width, &height, &subsampling, &colorSpace)
    if status != 0 { _ = try isHarmless() }
    let space = TJCS(UInt32(bitPattern: colorSpace))
    return Header(
      width: Int(width), height: Int(height), isCMYK: space == TJCS_CMYK || space == TJCS_YCCK)
  }

  func decode(
    _ file: FileBytes, into bitmap: inout Bitmap, _ format: TJPF, _ markers: JPEGMarkers
  ) throws(DecodingError) {
    let (width, height, stride) = (bitmap.width, bitmap.height, bitmap.rowStride)
    let bytes = file.raw.bindMemory(to: UInt8.self).baseAddress
    let status = bitmap.withUnsafeMutableBytes { pixels in
      tjDecompress2(
        handle, bytes, UInt(file.count), pixels.bindMemory(to: UInt8.self).baseAddress,
        Int32(width), Int32(stride), Int32(height), format.rawValue, TJFLAG_LIMITSCANS)
    }
    if status != 0, try isHarmless(), !markers.findsEnd() { throw .truncated(.jpeg) }
  }

  /// True when what TurboJPEG complains about does not touch the picture; throws when it does.
  ///
  /// It keeps the first warning only, in the words of libjpeg's `jerror.h`: behind a harmless one,
  /// a missing end could hide.
  private func isHarmless() throws(DecodingError) -> Bool {
    let text = tjGetErrorStr2(handle).map { String(cString: $0) } ?? ""
    let isWarning = tjGetErrorCode(handle) == Int32(TJERR_WARNING.rawValue)
    if isWarning, Self.harmless.contains(where: text.contains) { return true }
    throw Self.error(text)
  }

  /// Warnings of `jerror.h` about bytes between segments, and about remarks of the writer.
  private static let harmless = [
    "extraneous bytes before marker", "Unknown Adobe color transform", "unknown JFIF revision",
    "Invalid SOS parameters for sequential JPEG",
  ]

  private static func error(_ text: String) -> DecodingError {
    let endings = ["Premature end of JPEG", "premature end of data", "contains no image"]
    if endings.contains(where: text.contains) || text.contains("Image file is empty") {
      return .truncated(.jpeg)
    }
    if text.contains("Unsupported JPEG") || text.contains("not supported") {
      return .unsupported(.jpeg, "an unusual coding (\(text))")
    }
    if text.contains("scans") { return .unsupported(.jpeg, "more than 500 scans") }
    return .corrupt(.jpeg, "the coded data makes no sense")
  }
}

extension Bitmap {
  /// Turns pixels of cyan, magenta, yellow and black into ours, in place.
  ///
  /// - Parameter isInverted: 255 is no ink, as Adobe's writers have it.
  fileprivate mutating func convertFromCMYK(isInverted: Bool) {
    let inversion: UInt8 = isInverted ? 0 : 255
    withUnsafeMutableBytes { bytes in
      for pixel in stride(from: 0, to: bytes.count, by: 4) {
        let light = UInt32(bytes[pixel + 3] ^ inversion)
        let red = UInt32(bytes[pixel] ^ inversion) * light
        let green = UInt32(bytes[pixel + 1] ^ inversion) * light
        let blue = UInt32(bytes[pixel + 2] ^ inversion) * light
        bytes[pixel] = UInt8((blue + 127) / 255)
        bytes[pixel + 1] = UInt8((green + 127) / 255)
        bytes[pixel + 2] = UInt8((red + 127) / 255)
        bytes[pixel + 3] = 255
      }
    }
    isOpaque = true
  }
}
