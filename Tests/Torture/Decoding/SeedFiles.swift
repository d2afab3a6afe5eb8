import Glibc
import TestSupport

/// Sound pictures of every type, which mutations start from.
struct SeedFiles {
  struct File {
    /// Its type, as file names say it: `png`.
    let type: String
    let bytes: [UInt8]
  }

  let files: [File]

  /// - Parameter folder: the fixtures of the decoders' tests.
  init(folder: String) throws {
    let fixtures = Folder.entries(folder).compactMap { name -> File? in
      guard let dot = name.lastIndex(of: ".") else { return nil }
      let bytes = Folder.contents(folder + "/" + name)
      return bytes.isEmpty ? nil : File(type: String(name[name.index(after: dot)...]), bytes: bytes)
    }
    guard fixtures.count > 30 else { throw TestFailure("no pictures in \(folder)") }
    files = fixtures + Self.written
  }

  /// Types that are text, or nearly.
  private static let written: [File] = {
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
    return [
      File(type: "ppm", bytes: Array("P6 8 4 255\n".utf8) + pixels),
      File(type: "ppm", bytes: Array(plain.utf8)),
      File(type: "pgm", bytes: Array("P5 8 6 65535\n".utf8) + pixels),
      File(type: "pbm", bytes: Array("P4\n# a comment\n64 12\n".utf8) + pixels),
      File(
        type: "pam",
        bytes: Array(
          "P7\nWIDTH 6\nHEIGHT 4\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n".utf8) + pixels),
      File(type: "svg", bytes: Array(svg.utf8)), File(type: "tga", bytes: tga),
    ]
  }()

  /// A mutated file; the same one for the same random numbers.
  func mutated(_ random: inout SeededGenerator) -> File {
    let index = Int.random(in: 0..<files.count, using: &random)
    var mutator = FileMutator(bytes: files[index].bytes)
    let other = files.filter { $0.type == files[index].type }.randomElement(using: &random)
    for _ in 0..<(1 << Int.random(in: 0...4, using: &random)) {
      mutator.mutate(with: other?.bytes ?? [], &random)
    }
    if files[index].type == "png", Int.random(in: 0..<4, using: &random) > 0 {
      mutator.mendChecksums()
    }
    return File(type: files[index].type, bytes: mutator.bytes)
  }
}
