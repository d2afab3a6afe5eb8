import ImageDecoding
import TestSupport

/// Sound pictures of every type, which mutations start from.
struct SeedFiles {
  struct File {
    /// With its type, as file names say it: `noise.png`.
    let name: String
    /// What it is, or was before it was damaged.
    let type: ImageType
    let bytes: [UInt8]

    /// - Throws: `TestFailure` for what is not a picture.
    init(name: String, bytes: [UInt8]) throws {
      guard let type = bytes.withUnsafeBytes(ImageType.init(sniffing:)) else {
        throw TestFailure("\(name) is not a picture")
      }
      self.init(name: name, type: type, bytes: bytes)
    }

    fileprivate init(name: String, type: ImageType, bytes: [UInt8]) {
      (self.name, self.type, self.bytes) = (name, type, bytes)
    }

    /// What stands behind the dot of its name.
    var suffix: Substring { name.split(separator: ".").last ?? "" }
  }

  /// Some of every type.
  let files: [File]

  /// - Parameter folder: the fixtures of the decoders' tests.
  init(folder: String) throws {
    let fixtures = try Folder.entries(folder).filter { $0.contains(".") }.map { name in
      try File(name: name, bytes: Folder.contents(folder + "/" + name))
    }
    files = try fixtures + Self.written.map(File.init)
    for type in ImageType.allCases where !files.contains(where: { $0.type == type }) {
      throw TestFailure("no sound \(type) to begin with")
    }
  }

  /// 4 by 6 gray floats without compression (OpenEXR's "File Layout").
  private static let exr: [UInt8] = {
    func words(_ numbers: Int...) -> [UInt8] {
      numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    }
    func attribute(_ name: String, _ type: String, _ value: [UInt8]) -> [UInt8] {
      Array("\(name)\0\(type)\0".utf8) + words(value.count) + value
    }
    let one: [UInt8] = [0, 0, 0x80, 0x3F]
    var file: [UInt8] = [0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0]
    file += attribute("channels", "chlist", Array("Y\0".utf8) + words(2, 0, 1, 1) + [0])
    file += attribute("compression", "compression", [0])
    file += attribute("dataWindow", "box2i", words(0, 0, 3, 5))
    file += attribute("displayWindow", "box2i", words(0, 0, 3, 5))
    file += attribute("lineOrder", "lineOrder", [0]) + attribute("pixelAspectRatio", "float", one)
    file += attribute("screenWindowCenter", "v2f", words(0, 0))
    file += attribute("screenWindowWidth", "float", one) + [0]
    let start = file.count + 6 * 8
    for y in 0..<6 { file += words(start + y * 24, 0) }
    for y in 0..<6 { file += words(y, 16) + (0..<16).map { UInt8($0) } }
    return file
  }()

  /// Types that are text, or nearly.
  private static let written: [(String, [UInt8])] = {
    let pixels = (0..<96).map { UInt8($0) }
    let plain = "P3 2 2 255\n255 0 0  0 255 0\n0 0 255  9 9 9\n"
    let svg = """
      <?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" \
      viewBox="0 0 40 30"><defs><linearGradient id="g"><stop offset="0" stop-color="red"/>\
      <stop offset="1" stop-color="#00f"/></linearGradient></defs><rect width="40" height="30" \
      fill="url(#g)"/><g transform="rotate(9)"><path d="M1 2 C3 4 5 6 7 8 Z" stroke="#333"/>\
      <text x="3" y="20">text</text></g></svg>
      """
    let tga: [UInt8] =
      [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 6, 0, 32, 8] + pixels
    // Of each operation some: colors, differences, luma, a pixel met before, runs.
    let qoi: [UInt8] =
      Array("qoif".utf8) + [0, 0, 0, 8, 0, 0, 0, 6, 4, 0]
      + (0..<8).flatMap { [0xFE, $0, 85, 170, 0x76, 0xA8, 0x97, 0x09, 0xC1] as [UInt8] }
      + [0, 0, 0, 0, 0, 0, 0, 1]
    let words = "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 6), }\n"
    let npy = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(words.utf8.count), 0] + Array(words.utf8)
    return [
      ("written.ppm", Array("P6 8 4 255\n".utf8) + pixels), ("plain.ppm", Array(plain.utf8)),
      ("written.pgm", Array("P5 8 6 65535\n".utf8) + pixels),
      ("written.pbm", Array("P4\n# a comment\n64 12\n".utf8) + pixels),
      (
        "written.pam",
        Array(
          "P7\nWIDTH 6\nHEIGHT 4\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n".utf8) + pixels
      ),
      ("written.svg", Array(svg.utf8)), ("written.tga", tga),
      ("written.qoi", qoi),
      ("written.pfm", Array("PF\n4 2\n-1.0\n".utf8) + pixels),
      ("written.hdr", Array("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 6 +X 4\n".utf8) + pixels),
      ("written.npy", npy + pixels), ("written.exr", exr),
    ]
  }()

  /// A mutated file, of `type` or any; the same one for the same random numbers.
  func mutated(of type: ImageType? = nil, _ random: inout SeededGenerator) throws -> File {
    let candidates = files.filter { $0.type == type ?? $0.type }
    guard let file = candidates.randomElement(using: &random) else {
      throw TestFailure("no file to damage")
    }
    var mutator = FileMutator(bytes: file.bytes)
    let other = candidates.filter { $0.type == file.type }.randomElement(using: &random)
    for _ in 0..<(1 << Int.random(in: 0...4, using: &random)) {
      mutator.mutate(with: other?.bytes ?? [], &random)
    }
    if file.type == .png, Int.random(in: 0..<4, using: &random) > 0 { mutator.mendChecksums() }
    return File(name: file.name, type: file.type, bytes: mutator.bytes)
  }
}
