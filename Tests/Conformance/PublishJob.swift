import ShmChannel

/// Frames of a known pattern (docs/C.md, "Conformance"), and where their lines go.
struct PublishJob {
  private let width: Int
  private let height: Int
  private let format: PixelFormat
  private let count: Int

  /// Nil for a size or a format that no frame can have.
  init?(size: String, format: String, count: String) {
    let sides = size.split(separator: "x").compactMap { Int($0) }
    guard sides.count == 2, sides.allSatisfy((1...65_535).contains), let count = Int(count),
      let format = PixelFormat.allCases.first(where: { $0.name == format })
    else { return nil }
    (width, height, self.format, self.count) = (sides[0], sides[1], format, count)
  }

  /// Publishes all of them; one whose channel is removed meanwhile goes into the next channel.
  func run(on name: ChannelName) throws {
    let channel = try Channel.openOrCreate(name)
    var number = 1
    while number <= count {
      do {
        try publish(number, into: channel)
        number += 1
      } catch ChannelError.removedWhilePublishing {}
    }
  }

  private func publish(_ number: Int, into channel: Channel) throws(ChannelError) {
    var loan = try channel.loan(width: width, height: height, format: format)
    let layout = loan.layout
    let pixels = (0..<layout.byteCount).map { byte(at: $0, rowStride: layout.rowStride, number) }
    try loan.withMappedPixels { memory in
      for offset in pixels.indices {
        memory.storeBytes(of: pixels[offset], toByteOffset: offset, as: UInt8.self)
      }
    }
    let generation = try loan.publish(title: "frame \(number)")
    Conformance.tell(generation, layout, checksum: checksum(pixels[...]))
  }

  private func byte(at offset: Int, rowStride: Int, _ number: Int) -> UInt8 {
    if format == .bgrx && offset % 4 == 3 { return 255 }
    let (row, column) = (offset / rowStride, offset % rowStride)
    return UInt8(truncatingIfNeeded: column + 3 * row + 7 * number)
  }
}
