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
    let source = Self.quotedSource(file)
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

  /// Containers of video by their signatures, and video without one.
  private static func isVideo(_ begins: (String, Int) -> Bool, _ head: [UInt8]) -> Bool {
    let stills = ["avif", "avis", "heic", "heix", "mif1", "msf1", "crx "]
    if begins("ftyp", 4) { return !stills.contains { begins($0, 8) } }
    if begins("RIFF", 0) { return begins("AVI ", 8) }
    return signatures.contains { head.starts(with: $0) } || begins("moov", 4) || begins("mdat", 4)
      || isTransportStream(head) || isElementaryStream(head)
  }

  /// In order: Matroska, Ogg, FLV, ASF, IVF, RealMedia, NUT, MXF, DV, a packet of an MPEG program
  /// stream, MPEG-1 and -2, MPEG-4, and AV1, as ffmpeg writes it without a container.
  private static let signatures: [[UInt8]] = [
    [0x1A, 0x45, 0xDF, 0xA3], Array("OggS".utf8), Array("FLV".utf8), [0x30, 0x26, 0xB2, 0x75],
    Array("DKIF".utf8), Array(".RMF".utf8), Array("nut/multimedia container".utf8),
    [0x06, 0x0E, 0x2B, 0x34], [0x1F, 0x07, 0x00], [0x00, 0x00, 0x01, 0xBA],
    [0x00, 0x00, 0x01, 0xB3], [0x00, 0x00, 0x01, 0xB0], [0x12, 0x00, 0x0A],
  ]

  /// A start code, and a unit that begins H.264 or HEVC as encoders write them to a pipe: a
  /// delimiter, or parameters (ITU-T H.264 and H.265, annex B).
  private static func isElementaryStream(_ head: [UInt8]) -> Bool {
    let code = head.drop { $0 == 0 }
    let zeroCount = head.count - code.count
    guard (2...3).contains(zeroCount), code.first == 1, let unit = code.dropFirst().first else {
      return false
    }
    return [0x09, 0x27, 0x47, 0x67].contains(unit)
      || [0x40, 0x42, 0x46].contains(unit) && code.dropFirst(2).first == 1
  }

  /// Two packets in a row that begin with `sync_byte` (ISO/IEC 13818-1, 2.4.3.2), alone or, on
  /// Blu-ray discs, each behind a time of four bytes.
  private static func isTransportStream(_ head: [UInt8]) -> Bool {
    [(0, 188), (4, 196)].contains { first, second in
      head.count > second && head[first] == 0x47 && head[second] == 0x47
    }
  }

  /// Canon CR2 and CR3, Olympus, Panasonic and Fujifilm; other makes' files cannot be told from
  /// TIFF by their first bytes.
  private static func isRaw(_ begins: (String, Int) -> Bool) -> Bool {
    begins("CR\u{2}", 8) || begins("ftypcrx ", 4) || begins("IIRO", 0) || begins("IIRS", 0)
      || begins("IIU", 0) || begins("FUJIFILMCCD-RAW", 0)
  }

  /// What a command reads, for a shell; `-` stays standard input.
  static func quotedSource(_ argument: String) -> String {
    argument == "-" ? argument : quoted(argument)
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
