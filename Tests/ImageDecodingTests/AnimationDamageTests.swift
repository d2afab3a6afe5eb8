import Glibc
import ImageDecoding
import Pixels
import TestSupport
import Testing

@Suite struct AnimationDamageTests {
  /// Animations with all that their types have, by name.
  static let files: [(name: String, bytes: [UInt8])] = {
    var random = Random(seed: 11)
    let colors: [UInt32] = [0, 0xFFFF_0000, 0xFF00_FF00, 0xFF00_00FF]
    let frames =
      [ModelFrame(filling: 12, 9, &random, colors: colors)]
      + (0..<5).map { _ in ModelFrame(inside: 12, 9, &random, colors: colors) }
    var gif = GIFFile(screen: (12, 9), frames: frames, isInterlaced: true, hasLocalPalettes: true)
    gif.repetitions = (3, "NETSCAPE2.0")
    var png = PNGFile(size: (12, 9), frames: frames)
    png.chunksPerFrame = 2
    var pngWithStill = png
    pngWithStill.still = frames[0].pixels
    return [
      ("plain GIF", GIFFile(screen: (12, 9), frames: frames).bytes), ("GIF", gif.bytes),
      ("PNG", png.bytes), ("PNG with a still picture", pngWithStill.bytes),
      ("WebP", WebPFile(size: (12, 9), frames: frames.map(\.even)).bytes),
      ("lossy WebP", lossyWebP),
    ]
  }()

  /// The picture of a still file as both frames of an animation.
  private static var lossyWebP: [UInt8] {
    guard let still = try? fixture("noise-lossy.webp") else { return [] }
    var frame = ByteWriter()
    frame.u24(0, 0, 31, 23, 40)
    frame.u8(0)
    frame.raw(Array(still[12...]))
    let chunks =
      webpChunk("VP8X", [2, 0, 0, 0, 31, 0, 0, 23, 0, 0]) + webpChunk("ANIM", [0, 0, 0, 0, 0, 0])
      + webpChunk("ANMF", frame.bytes) + webpChunk("ANMF", frame.bytes)
    return webpChunk("RIFF", Array("WEBP".utf8) + chunks)
  }

  @Test("a cut animation is an error before its first frame", arguments: files.indices)
  func cut(_ index: Int) throws {
    let (name, bytes) = Self.files[index]
    try #require(try Pass(of: bytes)?.pictures.count ?? 0 > 1)
    let sixteenths = (1...15).map { bytes.count * $0 / 16 }
    for count in sixteenths + Array(0..<bytes.count) {
      let cut = Array(bytes[..<count])
      #expect(throws: DecodingError.self, "\(name) cut to \(count)") {
        // Cut within its head it is not told from a still picture, which is then an error.
        if try withAnimation(cut, { _ in }) == nil { _ = try Picture(decoding: cut) }
      }
    }
  }

  @Test("damage never crashes, and never shows what memory held before", arguments: files.indices)
  func flipped(_ index: Int) throws {
    let bytes = Self.files[index].bytes
    var random = Random(seed: 5)
    let limits = DecodingLimits(maxPixels: 1_000_000)
    for round in 0..<600 {
      var damaged = bytes
      for _ in 0...(round % 4) {
        damaged[random.next(below: bytes.count)] ^= 1 << random.next(below: 8)
      }
      DamageTests.dirtyMemory(0x55)
      let first = try? Pass(of: damaged, limits: limits)
      DamageTests.dirtyMemory(0xAA)
      let second = try? Pass(of: damaged, limits: limits)
      #expect(first == second, "round \(round)")
    }
  }

  @Test("a PNG animation with a flipped bit is an error, or the same animation")
  func flippedPNG() throws {
    let bytes = try #require(Self.files.first { $0.name == "PNG" }).bytes
    let reference = try Pass(of: bytes)
    for bit in 0..<(bytes.count * 8) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      if let pass = try? Pass(of: flipped) { #expect(pass == reference, "bit \(bit)") }
    }
  }

  private func png(_ frames: [ModelFrame]? = nil, _ change: (inout PNGFile) -> Void = { _ in })
    -> [UInt8]
  {
    let area = PixelRect(x: 0, y: 0, width: 2, height: 1)
    let frame = ModelFrame(area: area, pixels: [0xFFFF_0000, 0xFF00_00FF])
    var file = PNGFile(size: (2, 1), frames: frames ?? [frame, frame])
    change(&file)
    return file.bytes
  }

  private func frame(x: Int, width: Int) -> ModelFrame {
    ModelFrame(
      area: PixelRect(x: x, y: 0, width: width, height: 1),
      pixels: [UInt32](repeating: 0xFFFF_0000, count: width))
  }

  /// The chunks of a PNG, changed.
  private func changed(_ bytes: [UInt8], _ change: (String, [UInt8]) -> [UInt8]?) -> [UInt8] {
    var result = Array(bytes[..<8])
    var offset = 8
    while offset < bytes.count {
      let size = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: bytes[(offset + 4)..<(offset + 8)], as: UTF8.self)
      let data = Array(bytes[(offset + 8)..<(offset + 8 + size)])
      if let data = change(name, data) { result += pngChunk(name, data) }
      offset += size + 12
    }
    return result
  }

  @Test("a PNG whose frames are out of order, of another number, or out of place is damaged")
  func badFrames() {
    func expect(_ bytes: [UInt8], _ what: String, _ line: Int = #line) {
      #expect(throws: DecodingError.corrupt(.png, what), "line \(line)") {
        try withAnimation(bytes) { _ in }
      }
    }
    let good = png()
    expect(
      changed(good) { $0 == "fdAT" ? [0, 0, 0, 3] + $1.dropFirst(4) : $1 },
      "its frames are out of order")
    expect(
      changed(good) { $0 == "fcTL" ? [0, 0, 0, 1] + $1.dropFirst(4) : $1 },
      "its frames are out of order")
    expect(changed(good) { $0 == "fdAT" ? nil : $1 }, "a frame has no data")
    expect(
      changed(good) { $0 == "fcTL" ? $1.dropLast(2) + [3, 0] : $1 },
      "what it says of a frame is invalid")
    expect(
      changed(good) { $0 == "fcTL" ? $1.dropLast() : $1 }, "what it says of a frame is invalid")
    expect(png { $0.announcedCount = 3 }, "it has 2 frames, and says that it has 3")
    expect(
      png([frame(x: 0, width: 2), frame(x: 1, width: 2)]), "a frame is outside the picture")
    expect(
      png([frame(x: 0, width: 1), frame(x: 0, width: 2)]), "a frame's data is not in its place")
  }

  @Test("a frame with too few pixels in it is an error when its turn comes")
  func fewPixels() throws {
    let bytes = changed(png()) { name, data in
      name == "fdAT" ? Array(data[..<4]) + zlibStored([0, 1, 2, 3, 4]) : data
    }
    try withAnimation(bytes) { animation in
      _ = try animation.next()
      #expect(throws: DecodingError.self) { try animation.next() }
    }
    var gif = GIFFile(screen: (2, 1), frames: [frame(x: 0, width: 2), frame(x: 0, width: 2)]).bytes
    let second = try #require(gif.indices.last { gif[$0] == 0x2C })
    gif[second + 7] = 9  // nine rows, and the data of one
    try withAnimation(gif) { animation in
      _ = try animation.next()
      #expect(throws: DecodingError.truncated(.gif)) { try animation.next() }
    }
  }

  @Test("a WebP frame that is outside, empty, of another size, or broken is damage")
  func badWebP() throws {
    func file(_ width: Int, _ change: ([UInt8]) -> [UInt8] = { $0 }) -> [UInt8] {
      let frames = [frame(x: 0, width: 2), frame(x: 0, width: width)]
      return change(WebPFile(size: (2, 1), frames: frames).bytes)
    }
    #expect(throws: DecodingError.corrupt(.webp, "a frame is outside the picture")) {
      try Pass(of: file(3))
    }
    func lastFrame(_ bytes: [UInt8], _ change: (inout [UInt8], Int) -> Void) -> [UInt8] {
      var bytes = bytes
      let start = bytes.indices.last { bytes[$0...].starts(with: Array("VP8L".utf8)) }
      if let start { change(&bytes, start) }
      return bytes
    }
    let empty = file(2) { lastFrame($0) { $0[$1] = UInt8(ascii: "X") } }
    #expect(throws: DecodingError.corrupt(.webp, "a frame has no data")) { try Pass(of: empty) }
    let other = file(2) { lastFrame($0) { $0[$1 - 10] = 0 } }  // its width less one
    #expect(throws: DecodingError.corrupt(.webp, "a frame is not of the size that it says")) {
      try Pass(of: other)
    }
    let broken = file(2) { lastFrame($0) { $0[$1 + 8] = 0 } }
    #expect(throws: DecodingError.corrupt(.webp, "the coded data makes no sense")) {
      try Pass(of: broken)
    }
    let silent = file(2) { bytes in
      guard
        let start = bytes.indices.first(where: { bytes[$0...].starts(with: Array("ANIM".utf8)) })
      else { return bytes }
      var bytes = bytes
      bytes[start] = UInt8(ascii: "X")
      return bytes
    }
    #expect(
      throws: DecodingError.corrupt(.webp, "it does not say how its frames are to be played")
    ) { try Pass(of: silent) }
  }

  @Test("a canvas above the limit is refused, and one of just the limit is played")
  func limits() throws {
    for (name, bytes) in Self.files where name != "lossy WebP" {
      #expect(
        throws: DecodingError.tooManyPixels(width: 12, height: 9, limit: 107), "\(name)"
      ) {
        try withAnimation(bytes, limits: DecodingLimits(maxPixels: 107)) { _ in }
      }
      #expect(try Pass(of: bytes, limits: DecodingLimits(maxPixels: 108)) != nil)
    }
  }

  @Test("a GIF frame that is larger than the limit is refused although little of it is seen")
  func largeFrame() throws {
    var gif = GIFFile(screen: (2, 1), frames: [frame(x: 0, width: 2), frame(x: 0, width: 2)]).bytes
    let second = try #require(gif.indices.last { gif[$0] == 0x2C })
    for index in 5...8 { gif[second + index] = 0xFF }
    try withAnimation(gif) { animation in
      _ = try animation.next()
      #expect(
        throws: DecodingError.tooManyPixels(width: 65_535, height: 65_535, limit: 400_000_000)
      ) { try animation.next() }
    }
  }

  @Test("hundreds of thousands of frames take the memory of one")
  func manyFrames() async {
    await #expect(processExitsWith: .success) {
      func peakKiB() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
      }
      let area = PixelRect(x: 0, y: 0, width: 1, height: 1)
      let frame = ModelFrame(area: area, pixels: [0xFFFF_0000], disposal: .restore)
      let file = GIFFile(screen: (1_000, 1_000), frames: [frame, frame])
      let bytes = file.bytes
      let (head, end) = (13 + 128 * 3, bytes.count - 1)
      let (body, count) = (bytes[head..<end], 200_000)
      var many = Array(bytes[..<head])
      many.reserveCapacity(bytes.count + body.count * count)
      for _ in 0..<count { many += body }
      many.append(0x3B)
      let before = peakKiB()
      try withAnimation(many) { animation in
        #expect(animation.frameCount == 2 * count)
        for _ in 0..<500 { _ = try animation.next() }
      }
      #expect(peakKiB() - before < 32 << 10)
    }
  }
}
