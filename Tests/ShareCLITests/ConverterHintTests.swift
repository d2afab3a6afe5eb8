import Testing

@testable import ShareCLI

@Suite struct ConverterHintTests {
  @Test(
    "containers that are not read are known by their first bytes",
    arguments: [
      ([0x1A, 0x45, 0xDF, 0xA3, 1, 2], "a video"), (Array("OggS".utf8), "a video"),
      (Array("RIFF....AVI LIST".utf8), "a video"), (Array("....ftypqt  ".utf8), "a video"),
      (Array(".RMF\u{0}\u{0}".utf8), "a video"), (Array("DKIF".utf8), "a video"),
      (Array("nut/multimedia container\u{0}".utf8), "a video"),
      ([0x06, 0x0E, 0x2B, 0x34, 2, 5], "a video"), ([0x1F, 7, 0, 0xBF], "a video"),
      ([0, 0, 1, 0xB0, 1], "a video"), ([0x12, 0, 0x0A, 0x0A], "a video"),
      (Array("%PDF-1.4".utf8), "a PDF document"),
      (Array("%!PS-Adobe".utf8), "a PostScript document"),
      (Array("II*\u{0}\u{10}\u{0}\u{0}\u{0}CR\u{2}".utf8), "a camera's raw file"),
      (Array("....ftypcrx ".utf8), "a camera's raw file"),
    ] as [([UInt8], String)])
  func kinds(_ head: [UInt8], _ kind: String) {
    #expect(ConverterHint(head: head, file: "-")?.kind == kind)
  }

  @Test("a transport stream is known by its second packet, with times in front or without")
  func transportStream() {
    let packet: [UInt8] = [0x47, 0x40, 0x11, 0x10] + [UInt8](repeating: 0xFF, count: 184)
    let time: [UInt8] = [0, 1, 2, 3]
    for head in [packet + packet, time + packet + time + packet] {
      #expect(ConverterHint(head: head, file: "-")?.kind == "a video")
      #expect(ConverterHint(head: Array(head.prefix(188)), file: "-") == nil)
    }
  }

  @Test("H.264 and HEVC without a container are known by what encoders begin them with")
  func elementaryStream() {
    let starts: [[UInt8]] = [
      [0, 0, 0, 1, 0x67, 66], [0, 0, 1, 9, 16], [0, 0, 0, 1, 0x40, 1, 12],
    ]
    for head in starts { #expect(ConverterHint(head: head, file: "-")?.kind == "a video") }
    let icon: [UInt8] = [0, 0, 1, 0, 1, 0, 16, 16]
    #expect(ConverterHint(head: icon, file: "-") == nil)
  }

  @Test("still pictures and text are not taken for one of them")
  func none() {
    let texts = [
      "....ftypavif", "....ftypheic", "RIFF....WEBP", "hello", "", "II*\u{0}", "GET / HTTP/1.1",
    ]
    for text in texts {
      #expect(ConverterHint(head: Array(text.utf8), file: "-") == nil, "\(text)")
    }
  }

  @Test("a file's name is quoted where a shell would not leave it as it is")
  func quoted() {
    #expect(ConverterHint.quoted("a/b-1.mp4") == "a/b-1.mp4")
    #expect(ConverterHint.quoted("-rf") == "./-rf")
    #expect(ConverterHint.quoted("a b") == "'a b'")
    #expect(ConverterHint.quoted("it's") == "'it'\\''s'")
    #expect(ConverterHint.quoted("$x") == "'$x'")
    #expect(ConverterHint.quoted("") == "''")
    #expect(
      ConverterHint(head: Array("%PDF-".utf8), file: "my talk.pdf")?.command
        == "pdftoppm -r 100 'my talk.pdf' | shmshare stream -")
  }
}
