import Glibc
import TestSupport
import Testing

@Suite("Files that are cut, flipped or no pictures at all") struct BadFilesTests {
  @Test("a file cut at any eighth is refused, and the channel stays", arguments: Sample.all)
  func cut(sample: Sample) throws {
    let stage = try Stage()
    let good = Picture.noise(10, 10)
    try stage.put(good)
    let bytes = try sample.bytes()
    #expect(try stage.share(stage.folder.write(bytes, to: "whole")).ending == .exited(0))
    let before = try stage.held()
    for eighths in 1...7 {
      let path = try stage.folder.write(
        Array(bytes.prefix(bytes.count * eighths / 8)), to: "cut-\(eighths)")
      let outcome = try stage.share(path)
      #expect(outcome.ending == .exited(65), "\(sample) cut at \(eighths)/8")
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneComplaint(of: path), "\(outcome)")
      #expect(try stage.held().generation == before.generation)
    }
    #expect(try stage.held().picture == before.picture)
    #expect(stage.frames().count <= 2)
  }

  @Test("a PNG with one bit flipped is refused, or decodes to the same pixels")
  func flippedPNG() throws {
    let stage = try Stage()
    let bytes = try Sample.png.bytes()
    try stage.put(Picture.noise(10, 10))
    #expect(try stage.share(stage.folder.write(bytes, to: "whole")).ending == .exited(0))
    let reference = try stage.held().picture
    for bit in stride(from: 0, to: bytes.count * 8, by: max(1, bytes.count * 8 / 200)) {
      let outcome = try stage.share(stage.folder.write(bytes.flipped(bit), to: "flipped"))
      if outcome.ending == .exited(0) {
        #expect(try stage.held().picture == reference, "bit \(bit)")
      } else {
        #expect(outcome.ending == .exited(65), "bit \(bit): \(outcome)")
      }
    }
  }

  @Test(
    "a flipped bit never crashes, hangs, or shows memory that is not the picture's",
    arguments: Sample.all)
  func flipped(sample: Sample) throws {
    let stage = try Stage()
    let bytes = try sample.bytes()
    for bit in stride(from: 5, to: bytes.count * 8, by: max(1, bytes.count * 8 / 20)) {
      let path = try stage.folder.write(bytes.flipped(bit), to: "flipped")
      var pictures: [Picture] = []
      // malloc fills what it gives and takes back with this byte: what a decoder leaves out shows.
      for filling in ["85", "170"] {
        stage.environment["MALLOC_PERTURB_"] = filling
        let outcome = try stage.share("--max-pixels", "4000000", path)
        #expect([.exited(0), .exited(65)].contains(outcome.ending), "bit \(bit): \(outcome)")
        if outcome.ending == .exited(0) { pictures.append(try stage.held().picture) }
      }
      #expect(Set(pictures.map(\.pixels)).count <= 1, "bit \(bit): the pixels depend on chance")
      #expect(pictures.count != 1, "bit \(bit): decoding depends on chance")
    }
  }

  @Test("text, nothing and noise are no pictures")
  func notPictures() throws {
    let stage = try Stage()
    let files = [
      "empty": [], "text": Array("hello\n".utf8), "zeros": [UInt8](repeating: 0, count: 5000),
      "noise": (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 5) },
      "script.png": Array("#!/bin/sh\necho no\n".utf8),
      "postscript": Array("%!PS-Adobe-3.0\n".utf8),
    ]
    for (name, bytes) in files {
      let path = try stage.folder.write(bytes, to: name)
      let outcome = try stage.share(path)
      #expect(outcome.ending == .exited(65))
      #expect(outcome.isOneComplaint(of: path), "\(outcome)")
    }
    #expect(Folder.entries(stage.rootPath).isEmpty, "not even a channel is made")
  }

  @Test("harmless bytes behind a picture are no fault", arguments: [Sample.png, .jpeg, .ppm, .gif])
  func trailingBytes(sample: Sample) throws {
    let stage = try Stage()
    let path = try stage.folder.write(sample.bytes() + Array("behind".utf8), to: "longer")
    #expect(try stage.share(path).ending == .exited(0))
  }

  @Test("one bad file among several is reported, and the others go")
  func amongOthers() throws {
    let stage = try Stage()
    let good = try stage.file(.plain(1, 20, 10), "good.png")
    let bad = try stage.folder.write([], to: "bad.png")
    let missing = stage.folder.path("missing.png")
    #expect(
      try stage.share(good, bad, missing, good)
        == Outcome(
          65,
          output: "default: generation 1, 20x10, good.png\n"
            + "default: generation 2, 20x10, good.png\n",
          errors: "shmshare: \(bad): the file is empty\nshmshare: \(missing): no such file\n"))
  }
}

extension Outcome {
  /// Whether all that was complained of is one line about `path`, in the program's own words.
  func isOneComplaint(of path: String) -> Bool {
    errors.hasPrefix("shmshare: \(path): ") && errors.hasSuffix("\n")
      && errors.split(separator: "\n").count == 1
  }
}

extension [UInt8] {
  fileprivate func flipped(_ bit: Int) -> [UInt8] {
    var copy = self
    copy[bit / 8] ^= 1 << (bit % 8)
    return copy
  }
}
