import FrameStreams
import Testing

@Suite struct UnitScannerTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    let format: StreamFormat
    let files: [[UInt8]]
    var testDescription: String { format.rawValue }
  }

  static let samples = [
    Sample(format: .png, files: [SampleFiles.png, SampleFiles.png]),
    Sample(format: .jpeg, files: [SampleFiles.jpeg, SampleFiles.jpeg]),
    Sample(format: .bmp, files: [SampleFiles.bmp, SampleFiles.bmp]),
    Sample(format: .webp, files: [SampleFiles.webP, SampleFiles.webP]),
    Sample(format: .qoi, files: [SampleFiles.qoi, SampleFiles.qoi]),
    Sample(format: .gif, files: [SampleFiles.gif, SampleFiles.gif]),
    Sample(format: .npy, files: [SampleFiles.npy, SampleFiles.longNPY, SampleFiles.npy]),
    Sample(format: .pfm, files: [SampleFiles.pfm, SampleFiles.colorPFM]),
    Sample(format: .hdr, files: [SampleFiles.hdr, SampleFiles.oldHDR, SampleFiles.flatHDR]),
    Sample(format: .exr, files: [SampleFiles.exr, SampleFiles.zipEXR]),
    Sample(
      format: .pnm,
      files: [
        SampleFiles.pbm, SampleFiles.pgm16, SampleFiles.ppm, SampleFiles.pam, SampleFiles.ppm,
      ]),
  ]

  @Test(
    "files in a row are taken apart, whatever the pieces in which they come", arguments: samples)
  func filesInARow(_ sample: Sample) throws {
    let stream = sample.files.flatMap { $0 }
    #expect(StreamFormat(sniffing: stream.span) == sample.format)
    for pieceSize in [1, 2, 3, 5, 7, 64, stream.count] {
      let (whole, rest) = try pictures(in: stream, UnitScanner(sample.format), pieceSize: pieceSize)
      #expect(whole == sample.files, "pieces of \(pieceSize)")
      #expect(rest.isEmpty)
    }
  }

  @Test("a file that ends early is not a picture", arguments: samples)
  func cut(_ sample: Sample) throws {
    let file = sample.files[0]
    for count in 1..<file.count {
      let (whole, rest) = try pictures(
        in: Array(file.prefix(count)), UnitScanner(sample.format), pieceSize: 9)
      #expect(whole.isEmpty, "cut after \(count)")
      #expect(rest.count == count)
    }
  }

  @Test("what stands between files is an error with its offset", arguments: samples)
  func garbage(_ sample: Sample) {
    let first = sample.files[0]
    let stream = first + Array("garbage between two files".utf8) + first
    for pieceSize in [1, 4, stream.count] {
      do {
        _ = try pictures(in: stream, UnitScanner(sample.format), pieceSize: pieceSize)
        Issue.record("taken for a picture")
      } catch {
        guard case .garbage(first.count, _) = error else {
          Issue.record("\(error)")
          return
        }
      }
    }
  }

  @Test("padding in front of files, between and behind them is part of none", arguments: samples)
  func padding(_ sample: Sample) throws {
    let paddings: [[UInt8]] = [[0, 0, 0, 0], [13, 10], [], [UInt8](repeating: 0, count: 200)]
    var stream: [UInt8] = []
    for (index, file) in sample.files.enumerated() { stream += paddings[index % 4] + file }
    stream += [0, 10]
    for pieceSize in [1, 2, 3, 7, stream.count] {
      let (whole, rest) = try pictures(in: stream, UnitScanner(sample.format), pieceSize: pieceSize)
      #expect(whole == sample.files, "pieces of \(pieceSize)")
      #expect(rest.isEmpty)
    }
    var scanner = UnitScanner(sample.format)
    _ = try scanner.scan([0, 9, 32, 0].span)
    #expect(!scanner.isInside && scanner.offset == 4)
    _ = try scanner.scan(Array(sample.files[0].prefix(1)).span)
    #expect(scanner.isInside)
  }

  @Test("zeros are pixels where frames have no header")
  func zeros() throws {
    let stream = [UInt8](repeating: 0, count: 36)
    let (whole, _) = try pictures(in: stream, UnitScanner(RawLayout("rgb24:2x3")), pieceSize: 7)
    #expect(whole.map(\.count) == [18, 18])
  }

  @Test("frames of a fixed size need no look at their bytes")
  func raw() throws {
    let layout = try RawLayout("rgb24:2x3")
    var scanner = UnitScanner(layout)
    let stream = [UInt8](0..<40)
    let (whole, rest) = try pictures(in: stream, scanner, pieceSize: 7)
    #expect(whole == [Array(0..<18), Array(18..<36)])
    #expect(rest == Array(36..<40))
    _ = try scanner.scan([1, 2, 3].span)
    #expect(scanner.knownDistance == 15)
    #expect(scanner.isInside)
    _ = try scanner.scan([UInt8](repeating: 0, count: 15).span)
    #expect(scanner.knownDistance == 0)
    #expect(scanner.offset == 18)
  }

  static let badHeaders: [(StreamFormat, [UInt8], String)] = [
    (.pnm, Array("P6 99999999999 99999999999 255\n".utf8), "its size is beyond all bounds"),
    (.pnm, Array("P5 1 1 0\n".utf8), "a largest value of 0"),
    (.pnm, Array("P5 1 x 255\n".utf8), "it is not made of numbers"),
    (.pnm, Array("P6 123456789012345678901 1 255\n".utf8), "a number is too large"),
    (.pnm, Array("P7\nWIDTH 3\nDEPTH 1\nMAXVAL 255\nENDHDR\n".utf8), "it has no HEIGHT"),
    (.pfm, Array("Pf 1 x -1\n".utf8), "it is not made of numbers"),
    (.pfm, Array("PF 9999999999 9999999999 1\n".utf8), "its size is beyond all bounds"),
    (
      .npy, SampleFiles.npy("{'descr': '<u2', 'fortran_order': False, }", []),
      "it has no descr or no shape"
    ),
    (
      .npy, SampleFiles.npy("{'descr': '<u2', 'shape': (9999999999, 9999999999), }", []),
      "its size is beyond all bounds"
    ),
    (.npy, [0x93] + Array("NUMPY".utf8) + [2, 0, 0, 0, 1, 0], "it has 65536 bytes"),
    (.hdr, Array("#?RADIANCE\n\n-Y 1 +X\n".utf8), "its resolution makes no sense"),
    (.hdr, Array("#?\n\n-Y 1 +X 8\n".utf8) + [2, 2, 0, 9], "a scanline of another length"),
    (.hdr, Array("#?\n\n-Y 1 +X 8\n".utf8) + [2, 2, 0, 8, 137, 1], "a run beyond its scanline"),
    (.hdr, Array("#?\n\n-Y 1 +X 8\n".utf8) + [2, 2, 0, 8, 0], "a run beyond its scanline"),
    (
      .hdr, Array("#?\n\n-Y 1 +X 3\n".utf8) + [9, 9, 9, 9, 1, 1, 1, 3],
      "a run beyond its scanline"
    ),
    (
      .exr, SampleFiles.exrHead + SampleFiles.attribute("compression", [12]) + [0],
      "it has no data window, or no compression that is known"
    ),
    (
      .exr, Array(SampleFiles.exr.dropLast(6)) + [0xFF, 0xFF, 0xFF, 0xFF],
      "a chunk of 4294967295 bytes"
    ),
    (
      .exr, SampleFiles.exrHead + Array("a\0b\0".utf8) + [0, 0, 0, 0x80],
      "an attribute of 2147483648 bytes"
    ),
    (
      .exr, SampleFiles.exrHead + [UInt8](repeating: 0x61, count: 256), "a name does not end"
    ),
    (.bmp, Array("BM".utf8) + [5, 0, 0, 0], "a file of 5 bytes"),
    (.jpeg, [0xFF, 0xD8, 0xFF, 0xE0, 0, 1], "a segment of 1 bytes"),
    (.gif, Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x77], "a block of type 119"),
    (
      .png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x80, 0, 0, 0, 1, 2, 3, 4],
      "a chunk of 2147483648 bytes"
    ),
  ]

  @Test("a header that says what cannot be is an error", arguments: badHeaders)
  func badHeader(_ format: StreamFormat, _ bytes: [UInt8], _ expected: String) {
    do {
      _ = try pictures(in: bytes, UnitScanner(format), pieceSize: 3)
      Issue.record("taken for a header")
    } catch {
      guard case .badHeader(_, expected) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(
    "a header of text that is damaged is told by where its file begins",
    arguments: [
      (StreamFormat.pnm, SampleFiles.ppm, "P6 2 2 70000\n"),
      (.pnm, SampleFiles.ppm, "P6 2 two\n"), (.pnm, SampleFiles.pam, "P7\nWIDTH 2\nENDHDR\n"),
      (.pfm, SampleFiles.pfm, "Pf\n2 x 1\n"), (.hdr, SampleFiles.hdr, "#?RADIANCE\n\n-Y -1 +X 3\n"),
    ])
  func badHeaderPlace(_ format: StreamFormat, _ first: [UInt8], _ second: String) {
    for pieceSize in [1, 4, 1000] {
      #expect {
        _ = try pictures(
          in: first + Array(second.utf8), UnitScanner(format), pieceSize: pieceSize)
      } throws: { error in
        if case StreamError.badHeader(first.count, _) = error { true } else { false }
      }
    }
  }

  @Test(
    "OpenEXR files whose end nothing tells are refused by name",
    arguments: [(2, "tiles"), (8, "deep data"), (16, "several parts")])
  func obstacles(bits: UInt8, what: String) {
    let head: [UInt8] = [0x76, 0x2F, 0x31, 0x01, 2, bits, 0, 0]
    #expect(throws: StreamError.unsupported(what: "a stream of OpenEXR files with \(what)")) {
      _ = try pictures(in: head, UnitScanner(.exr), pieceSize: 3)
    }
  }

  @Test("what begins no stream is not taken for one")
  func unknown() {
    for text in ["", "P", "P1 1 1\n0", "P3", "hello", "\u{1}\u{2}", "RIFF....WAVE", "-"] {
      #expect(StreamFormat(sniffing: Array(text.utf8).span) == nil, "\(text)")
    }
  }
}
