import Glibc
import ShmChannel
import TestSupport
import Testing

/// The library against an implementation that was written from `docs/PROTOCOL.md` alone.
@Suite struct PythonInteropTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard
  var python: PythonTools { PythonTools(root: directory) }

  func open() throws -> Channel { try Channel.openOrCreate(name, root: directory.root) }
  func reader() throws -> ChannelReader { try ChannelReader(name: name, root: directory.root) }
  var frameNames: [String] {
    Folder.entries(directory.path("default")).filter { $0.hasPrefix("frame-") }
  }

  @Test("Python reads what the library published", arguments: PixelFormat.allCases)
  func swiftToPython(format: PixelFormat) throws {
    var loan = try open().loan(width: 33, height: 7, format: format)
    let pixels = (0..<loan.byteCount).map { UInt8(truncatingIfNeeded: $0 * 5) }
    try loan.write(pixels.span.bytes)
    let stride = loan.rowStride
    _ = try loan.publish(title: "Grüße\n")
    let read = try python.reader("--timeout", "30").next(PythonFrame.self)
    let expected = PythonFrame(
      generation: 1, serial: 1, width: 33, height: 7, stride: stride,
      format: format.name, title: "Grüße\u{FFFD}", sha256: try sha256(pixels))
    #expect(read == expected)
  }

  @Test("the library reads what Python published, and publishes into a channel that Python made")
  func pythonToSwift() throws {
    let pixels = (0..<5 * 3 * 4).map { UInt8($0) }
    let process = try python.start("publish.py", ["5", "3", "bgra", "Grüße\n"])
    process.send(pixels)
    process.closeInput()
    #expect(process.lines() == ["1"])
    let reader = try reader()
    do {
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == pixels)
      #expect(frame.info.width == 5)
      #expect(frame.info.height == 3)
      #expect(frame.info.format == .bgra)
      #expect(frame.info.title == "Grüße\u{FFFD}")
      #expect(frame.info.generation.rawValue == 1)
    }
    #expect(try open().putPattern(9).rawValue == 2)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == Pattern.pixels(9))
  }

  @Test(
    "both read the same title from any bytes",
    arguments: [
      ("a cut character", [0x41, 0xE2, 0x82, 0x42]), ("overlong", [0xFF, 0xC0, 0x80]),
      ("a surrogate", [0xED, 0xA0, 0x80]), ("cut at the end", [0xF0, 0x9F, 0x98]),
      ("controls", [0xC2, 0x85, 0x7F, 0]), ("lines", [0xE2, 0x80, 0xA8, 0xE2, 0x80, 0xA9]),
      ("beyond Unicode", [0xF4, 0x90, 0x80, 0x80]),
      ("several cut", [0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF, 0x41]),
    ] as [(String, [UInt8])])
  func titles(_: String, bytes: [UInt8]) throws {
    try expectSameTitle(bytes)
  }

  @Test("both treat every character in the same way")
  func characters() throws {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x6FF, 0x1FF0...0x2080, 0xFE00...0xFFFF, 0xDFFF0...0xE0110,
    ]
    let scalars = ranges.flatMap { $0.compactMap { Unicode.Scalar($0) } }
    for start in stride(from: 0, to: scalars.count, by: 250) {
      let text = String(String.UnicodeScalarView(scalars[start..<min(start + 250, scalars.count)]))
      try expectSameTitle(Array(text.utf8))
    }
  }

  @Test("both cut a title that grows too long")
  func longTitle() throws {
    try expectSameTitle([0x41] + [UInt8](repeating: 7, count: 1023))
  }

  private func expectSameTitle(_ bytes: [UInt8]) throws {
    try open().put(1)
    let frameFile = directory.path("default/frame-1")
    overwrite(frameFile, at: 72, littleEndian(UInt32(bytes.count)))
    overwrite(frameFile, at: 80, bytes)
    let title = try reader().latestFrame().info.title
    let read = try python.reader("--timeout", "30").next(PythonFrame.self)
    #expect(Array(read.title.unicodeScalars) == Array(title.unicodeScalars))
  }

  @Test("publishers that take turns raise the generation by one each")
  func alternating() throws {
    let channel = try open()
    let reader = try reader()
    for round in 0..<10 {
      #expect(try channel.putPattern(round) == Generation(rawValue: UInt64(2 * round + 1)))
      let generations = try python.publish(seed: round + 100)
      #expect(generations == [Generation(rawValue: UInt64(2 * round + 2))])
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == Pattern.pixels(round + 100))
      #expect(frame.info.title == "python")
    }
    #expect(frameNames.count <= 3)
  }

  @Test("publishers that race share out the generations, and nobody sees a torn frame")
  func racing() throws {
    let count = 100
    let hashes = Set(try (0..<count).map { try sha256(Pattern.pixels($0)) })
    let channel = try open()
    let reader = try reader()
    let pythonReader = try python.reader("--follow", "1000000")
    let publisher = try python.publisher(seed: 0, count: count)
    _ = publisher.line()  // generation 1: the race is on
    var generations: Set<Generation> = [Generation(rawValue: 1)]
    for seed in 0..<count {
      generations.insert(try channel.putPattern(seed))
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == Pattern.pixels(Int(read[0])))
    }
    generations.formUnion(
      publisher.lines().compactMap { UInt64($0) }.map(Generation.init(rawValue:)))
    #expect(publisher.wait() == 0)
    #expect(generations == Set((1...UInt64(2 * count)).map(Generation.init(rawValue:))))
    var last: UInt64 = 0
    while last < UInt64(2 * count) {
      let line = try pythonReader.next(PythonFrame.self)
      #expect(line.generation > last)
      #expect(hashes.contains(line.sha256))
      last = line.generation
    }
  }

  @Test("the library never lends a frame that Python holds")
  func pythonPin() throws {
    let channel = try open()
    try channel.putPattern(1)
    let holder = try python.reader("--hold")
    let held = try holder.next(PythonFrame.self)
    let file = directory.path("default/frame-\(held.serial)")
    let before = Folder.contents(file)
    for seed in 2..<30 { try channel.putPattern(seed) }
    #expect(Folder.contents(file) == before)
    holder.closeInput()
    #expect(holder.wait() == 0)
    for seed in 2..<30 { try channel.putPattern(seed) }
    #expect(Folder.contents(file) != before)
  }

  @Test("Python never takes a frame that the library holds")
  func swiftPin() throws {
    let channel = try open()
    try channel.putPattern(1)
    let frame = try reader().latestFrame()
    #expect(try python.publish(seed: 2, count: 30).last?.rawValue == 31)
    let read = try frame.pixels()
    #expect(read == Pattern.pixels(1))
    #expect(frameNames.count <= 4)
  }

  @Test("publishers keep the history that the control file asks for")
  func history() throws {
    let channel = try open()
    overwrite(directory.path("default/control"), at: 56, littleEndian(UInt32(2)))
    for seed in 1...4 {
      try channel.putPattern(seed)
      _ = try python.publish(seed: seed, count: 2)
    }
    let generations = frameNames.map { Folder.contents(directory.path("default/\($0)"))[32] }
    #expect(Set(generations).isSuperset(of: [10, 11, 12]))
    #expect(generations.count <= 5)
  }

  @Test("a Python publisher that is killed with a loan leaves the frame to the next")
  func killedWithLoan() throws {
    let channel = try open()
    try channel.putPattern(1)
    let publisher = try python.publisher(seed: 2, hold: "loan")
    let lent = try #require(publisher.line()).replacing("loan ", with: "frame-")
    for seed in 3..<9 { try channel.putPattern(seed) }
    let whileLent = Array(Folder.contents(directory.path("default/\(lent)"))[4096...])
    #expect(whileLent == Pattern.pixels(2))
    publisher.kill()
    for seed in 9..<12 { try channel.putPattern(seed) }
    #expect(frameNames.count <= 3)
    let frame = try reader().latestFrame()
    let read = try frame.pixels()
    #expect(read == Pattern.pixels(11))
    #expect(frame.info.generation.rawValue == 10)
  }

  @Test("a Python publisher that is killed between header and commit has published nothing")
  func killedBeforeCommit() throws {
    let channel = try open()
    try channel.putPattern(1)
    let reader = try reader()
    let publisher = try python.publisher(seed: 2, hold: "header")
    #expect(publisher.line() == "header 2")
    let holder = String(decoding: Folder.contents(directory.path("default/lock")), as: UTF8.self)
    #expect(holder.hasPrefix("process \(publisher.id) (publish.py)\0"))
    publisher.kill()
    do {
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == Pattern.pixels(1))
    }
    #expect(try channel.putPattern(3).rawValue == 2)
    let headers = frameNames.map { Folder.contents(directory.path("default/\($0)"))[32] }
    #expect(headers.filter { $0 == 2 }.count == 1)
    let line = try python.reader("--timeout", "30").next(PythonFrame.self)
    #expect(line.generation == 2)
    #expect(line.sha256 == (try sha256(Pattern.pixels(3))))
  }

  @Test("Python clears the header of a publisher that died before its commit")
  func orphanOfSwift() throws {
    let channel = try open()
    for seed in 1...3 { try channel.putPattern(seed) }
    let latest = try reader().latestFrame().info.serial
    let orphan = try #require(frameNames.first { $0 != "frame-\(latest.rawValue)" })
    overwrite(directory.path("default/\(orphan)"), at: 32, littleEndian(UInt64(4)))
    #expect(try python.publish(seed: 5) == [Generation(rawValue: 4)])
    let headers = frameNames.map { Folder.contents(directory.path("default/\($0)"))[32] }
    #expect(headers.filter { $0 == 4 }.count == 1)
  }
}
