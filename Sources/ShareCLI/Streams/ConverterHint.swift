/// What converts a file that is not read here, for the words of a failure.
struct ConverterHint: Equatable {
  /// What the file is, with its article.
  let kind: String
  /// A command for a shell.
  let command: String

  /// To stand behind the file's name.
  var words: String { "is \(kind), which is not read here; convert it: \(command)" }

  /// So many bytes are enough to tell: more than one packet of an MPEG transport stream.
  static let headByteCount = 256

  /// Nil for bytes that begin nothing that is known.
  ///
  /// - Parameters:
  ///   - head: the first bytes, `headByteCount` of them if there are so many.
  ///   - file: as the user named it; `-` for standard input.
  init?(head: [UInt8], file: String) {
    let source = file == "-" ? "-" : Self.quoted(file)
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      head.dropFirst(offset).starts(with: text.utf8)
    }
    if begins("%PDF-") {
      kind = "a PDF document"
      command = "pdftoppm -r 100 \(source) | shmshare stream -"
    } else if begins("%!PS") {
      kind = "a PostScript document"
      command = "gs -q -dBATCH -dNOPAUSE -sDEVICE=ppmraw -o - \(source) | shmshare stream -"
    } else if Self.isVideo(begins, head) {
      kind = "a video"
      command = "ffmpeg -re -i \(source) -f yuv4mpegpipe - | shmshare stream -"
    } else if Self.isRaw(begins) {
      kind = "a camera's raw file"
      command = "shmshare \(source)"
    } else {
      return nil
    }
  }

  /// Containers of video by their signatures: ISO base media (but for still pictures), Matroska,
  /// AVI, Ogg, ASF, FLV, MPEG program and transport streams.
  private static func isVideo(_ begins: (String, Int) -> Bool, _ head: [UInt8]) -> Bool {
    let stills = ["avif", "avis", "heic", "heix", "mif1", "msf1", "crx "]
    if begins("ftyp", 4) { return !stills.contains { begins($0, 8) } }
    if begins("RIFF", 0) { return begins("AVI ", 8) }
    let signatures: [[UInt8]] = [
      [0x1A, 0x45, 0xDF, 0xA3], Array("OggS".utf8), Array("FLV".utf8), [0x30, 0x26, 0xB2, 0x75],
      [0x00, 0x00, 0x01, 0xBA], [0x00, 0x00, 0x01, 0xB3],
    ]
    return signatures.contains { head.starts(with: $0) } || begins("moov", 4) || begins("mdat", 4)
      || head.first == 0x47 && head.count < 189
  }

  /// Canon CR2 and CR3, Olympus, Panasonic and Fujifilm; other makes' files cannot be told from
  /// TIFF by their first bytes.
  private static func isRaw(_ begins: (String, Int) -> Bool) -> Bool {
    begins("CR\u{2}", 8) || begins("ftypcrx ", 4) || begins("IIRO", 0) || begins("IIRS", 0)
      || begins("IIU", 0) || begins("FUJIFILMCCD-RAW", 0)
  }

  /// For a POSIX shell, and not to be taken for an option.
  static func quoted(_ text: String) -> String {
    if text.hasPrefix("-") { return quoted("./" + text) }
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ":"),
        UInt8(ascii: ","):
        true
      default: false
      }
    }
    if plain && !text.isEmpty { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
