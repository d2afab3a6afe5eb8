/// Small files of each format as a scanner sees them: their structure is right, and what lies
/// within it looks like the ends of pictures wherever the format allows that.
enum SampleFiles {
  static let png =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", 13) + chunk("tEXt", "IEND")
    + chunk("IDAT", 300) + chunk("IEND", 0)

  private static func chunk(_ type: String, _ count: Int) -> [UInt8] {
    [0, 0, UInt8(count >> 8), UInt8(count & 255)] + Array(type.utf8)
      + [UInt8](repeating: 0x49, count: count + 4)
  }

  private static func chunk(_ type: String, _ text: String) -> [UInt8] {
    [0, 0, 0, UInt8(text.utf8.count)] + Array((type + text).utf8) + [1, 2, 3, 4]
  }

  /// A thumbnail with its own end in APP1, stuffed zeros, restarts and fill bytes in two scans.
  static let jpeg: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE1, 0, 8, 0xFF, 0xD8, 9, 9, 0xFF, 0xD9] + [0xFF, 0xFF, 0xDB, 0, 2]
    + [0xFF, 0xDA, 0, 4, 1, 2, 7, 0xFF, 0, 8, 0xFF, 0xD0, 9, 0xFF, 0xFF, 0xD7, 3]
    + [0xFF, 0xDA, 0, 3, 1, 5, 5, 0xFF, 0xD9]

  static let bmp: [UInt8] = Array("BM".utf8) + [70, 0, 0, 0] + [UInt8](repeating: 0x42, count: 64)

  /// Of an odd size, and so with a byte of padding.
  static let webP: [UInt8] =
    Array("RIFF".utf8) + [15, 0, 0, 0] + Array("WEBPVP8L".utf8) + [3, 0, 0, 0, 1, 2, 3, 0]

  static let qoi: [UInt8] =
    Array("qoif".utf8) + [0, 0, 0, 4, 0, 0, 0, 1, 4, 0]
    + [0xFF, 0, 0, 0, 0, 0, 0xFE, 0, 0, 0, 0x01, 0xC2] + [0, 0, 0, 0, 0, 0, 0, 1]

  /// Two frames with local colour tables, an extension, and trailers within the data.
  static let gif: [UInt8] =
    Array("GIF89a".utf8) + [2, 0, 2, 0, 0x80, 0, 0] + [UInt8](repeating: 0x3B, count: 6)
    + [0x21, 0xF9, 4, 0x3B, 0x3B, 0x3B, 0x3B, 0] + frame + frame + [0x3B]
  private static let frame: [UInt8] =
    [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0x81] + [UInt8](repeating: 0x3B, count: 12)
    + [2, 3, 0x3B, 0x2C, 0x3B, 1, 0x3B, 0]

  /// Of 16 bits, two rows of three, whose bytes look like another file's first.
  static let npy = npy(
    "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }",
    [0x93] + Array("NUMPY".utf8) + [1, 0, 2, 0, 9, 9])
  /// Of version 2, as it is written for long headers.
  static let longNPY: [UInt8] =
    [0x93] + Array("NUMPY".utf8) + [2, 0, 60, 0, 0, 0]
    + Array("{\"shape\": (1, 2, 3), \"descr\": \"|u1\", \"fortran_order\": False}".utf8)
    + [1, 2, 3, 4, 5, 6]

  static func npy(_ header: String, _ elements: [UInt8]) -> [UInt8] {
    [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + elements
  }

  static let pfm = Array("Pf\n2 1\n-1.0\n".utf8) + [0, 0, 0x50, 0x66, 0x50, 0x66, 0x0A, 0x31]
  static let colorPFM = Array("PF 1\n1 1\n".utf8) + [UInt8](repeating: 0x46, count: 12)

  /// Two scanlines of the newer runs, whose values look like another file's first bytes.
  static let hdr =
    Array("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 9\n".utf8) + runs + runs
  private static let runs: [UInt8] =
    [2, 2, 0, 9, 137, 0x23, 9] + Array("#?#?#?#?#".utf8) + [128 + 4, 10, 5, 10, 10, 0x23, 0x3F, 10]
    + [129, 2, 8, 2, 2, 0, 9, 2, 2, 0, 9]
  /// Two columns of the older runs, one of more than 255 pixels.
  static let oldHDR =
    Array("#?RGBE\n\n+X 2 -Y 260\n".utf8) + [1, 2, 3, 4, 1, 1, 1, 3, 1, 1, 1, 1]
    + [2, 3, 1, 4, 1, 1, 1, 3, 1, 1, 1, 1]
  static let flatHDR = Array("#?\n\n+Y 1 +X 2\n".utf8) + [1, 1, 2, 1, 2, 2, 0, 2]

  static let exrHead: [UInt8] = [0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0]

  /// Of an OpenEXR file; what its type is called plays no part.
  static func attribute(_ name: String, _ value: [UInt8]) -> [UInt8] {
    Array((name + "\0type\0").utf8) + [UInt8(value.count), 0, 0, 0] + value
  }

  /// Rows -1 and 0 without compression, in two chunks.
  static let exr =
    exrHead + attribute("channels", [0x76, 0x2F, 0x31]) + attribute("compression", [0])
    + attribute("dataWindow", window(-1, 0)) + [0] + [UInt8](repeating: 9, count: 16)
    + exrChunk(0xFF, [1]) + exrChunk(0, [1, 2])
  /// Rows 2 to 18, of which 16 are in the first chunk.
  static let zipEXR =
    exrHead + attribute("dataWindow", window(2, 18)) + attribute("compression", [3]) + [0]
    + [UInt8](repeating: 9, count: 16) + exrChunk(2, []) + exrChunk(18, [1, 2, 3])

  private static func window(_ top: Int8, _ bottom: Int8) -> [UInt8] {
    [0, 0, 0, 0] + number(top) + [0, 0, 0, 0] + number(bottom)
  }

  private static func number(_ value: Int8) -> [UInt8] {
    [UInt8(bitPattern: value)] + [UInt8](repeating: value < 0 ? 0xFF : 0, count: 3)
  }

  private static func exrChunk(_ row: UInt8, _ data: [UInt8]) -> [UInt8] {
    [row, 0, 0, 0, UInt8(data.count), 0, 0, 0] + data
  }

  static let pbm = Array("P4\n# a comment\n9 2\n".utf8) + [1, 2, 3, 4]
  static let pgm16 = Array("P5 2 1\n65535\n".utf8) + [0x50, 0x36, 0x50, 0x36]
  static let ppm = Array("P6\n2 #12\n1\n255\n".utf8) + [1, 2, 3, 4, 5, 6]
  static let pam =
    Array("P7\nWIDTH 1\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n".utf8)
    + [1, 2, 3, 4, 5, 6, 7, 8]
}
