import ShmChannel
import TestSupport
import Testing

@Suite struct PublishAndReadTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  @Test("a published frame is read with its pixels, size, title and generation")
  func roundTrip() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let pixels = (0..<4 * 5 * 3).map { UInt8($0) }
    var loan = try channel.loan(width: 5, height: 3, format: .bgra)
    try loan.write(pixels.span.bytes)
    let generation = try loan.publish(title: "photo.jpg")
    #expect(generation.rawValue == 1)

    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try reader.refresh() == .frame(generation, channel.id))
    let frame = try reader.latestFrame()
    let info = frame.info
    #expect(info.width == 5)
    #expect(info.height == 3)
    #expect(info.rowStride == 20)
    #expect(info.format == .bgra)
    #expect(info.title == "photo.jpg")
    #expect(info.generation == generation)
    let read = try frame.pixels()
    #expect(read == pixels)
  }

  @Test("a reader that came first sees the channel, then each frame, through its doorbell")
  func readerFirst() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try reader.refresh() == .noChannel)
    let channel = try Channel.openOrCreate(name, root: directory.root)
    #expect(try reader.refresh() == .noFrame(channel.id))
    for byte in UInt8(1)...20 {
      let generation = try channel.put(byte)
      #expect(try reader.refresh() == .frame(generation, channel.id))
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == [UInt8](repeating: byte, count: 48))
    }
  }

  @Test("a frame written through its mapping is read as it was written")
  func mappedLoan() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(name: name, root: directory.root)
    for byte in UInt8(1)...8 {
      var loan = try channel.loan(width: 100, height: 50, format: .bgrx)
      try loan.withMappedPixels { pixels in
        for offset in pixels.byteOffsets {
          pixels.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
        }
      }
      _ = try loan.publish(title: "")
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == [UInt8](repeating: byte, count: 20_000))
    }
  }

  @Test("a frame held by a reader is never lent to a publisher")
  func pinned() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(name: name, root: directory.root)
    try channel.put(7)
    let held = try reader.latestFrame()
    for byte in UInt8(10)...60 { try channel.put(byte) }
    let read = try held.pixels()
    #expect(read == [UInt8](repeating: 7, count: 48))
  }

  @Test("one publisher and one viewer never need more than four frames")
  func bounded() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(name: name, root: directory.root)
    for round in 0..<100 {
      try channel.put(UInt8(round))
      let shown = try reader.latestFrame()
      try channel.put(UInt8(round))
      let next = try reader.latestFrame()
      try channel.put(UInt8(round))
      #expect(shown.info.generation < next.info.generation)
      let frames = Folder.entries(directory.path("default")).filter { $0.hasPrefix("frame-") }
      #expect(frames.count <= 4)
    }
  }

  @Test("frames of another size replace the old ones, and give their memory back")
  func sizesChange() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    for size in [1, 900, 3, 500, 1000, 2] {
      for _ in 0..<3 { try channel.put(1, width: size, height: size) }
    }
    let summary = try #require(try directory.root.list().channels.first)
    #expect(summary.frameCount <= 3)
    #expect(summary.allocatedByteCount <= 3 * 8192)
  }

  @Test("an abandoned loan changes nothing, and its memory is lent again")
  func abandoned() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    for _ in 0..<20 {
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      try loan.write([UInt8](repeating: 9, count: 48).span.bytes)
    }
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try reader.refresh() == .frame(Generation(rawValue: 1), channel.id))
    #expect(Folder.entries(directory.path("default")).filter { $0.hasPrefix("frame-") }.count == 2)
  }

  @Test("two loans of one publisher are two frames")
  func twoLoans() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(0)
    try channel.put(0)
    try channel.put(0)
    var first = try channel.loan(width: 4, height: 3, format: .bgrx)
    var second = try channel.loan(width: 4, height: 3, format: .bgrx)
    try first.write([UInt8](repeating: 1, count: 48).span.bytes)
    try second.write([UInt8](repeating: 2, count: 48).span.bytes)
    let reader = try ChannelReader(name: name, root: directory.root)
    let later = try second.publish(title: "second")
    do {
      let frame = try reader.latestFrame()
      let read = try frame.pixels()
      #expect(read == [UInt8](repeating: 2, count: 48))
    }
    #expect(try first.publish(title: "first") > later)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 1, count: 48))
  }

  @Test("a wait returns with the next generation, and without one when the time is up")
  func waiting() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try reader.wait(after: .empty, timeout: .milliseconds(1)) == nil)
    let first = try channel.put(1)
    #expect(try reader.wait(after: .empty) == first)
    #expect(try reader.wait(after: nil, timeout: .milliseconds(1)) == nil)
    #expect(try reader.wait(after: Generation(rawValue: 77)) == first)
  }

  @Test("a wait by what there was returns with the same generation of a channel made anew")
  func waitingThroughRemoval() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    let first = try Channel.openOrCreate(name, root: directory.root).put(1)
    let known = try #require(try reader.wait(after: .noChannel))
    #expect(try reader.wait(after: known, timeout: .milliseconds(1)) == nil)
    try directory.root.remove(name)
    #expect(try reader.wait(after: known, timeout: .milliseconds(1)) == nil)
    let other = try Channel.openOrCreate(name, root: directory.root)
    #expect(try other.put(2) == first)
    #expect(try reader.wait(after: known) == .frame(first, other.id))
    #expect(try reader.wait(after: first, timeout: .milliseconds(1)) == nil)
  }
}
