import ArgumentParser
import ShmChannel
import TestSupport

/// A process that publishes numbered frames: as many at full speed as each line of its input says.
struct PublishWorker: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "For the trials.", shouldDisplay: false)

  @Option var publisher: UInt64
  @Option var seed: UInt64
  /// Where each frame's generation is noted.
  @Option var log: String?

  func run() throws {
    let log = try log.map { try GenerationLog(writing: $0) }
    var random = SeededGenerator(seed: seed)
    let channel = try Channel.openOrCreate(.standard)
    var count: UInt64 = 0
    while let line = readLine(), let burst = Int(line) {
      for _ in 0..<burst {
        let frame = NumberedFrame(count, by: publisher, &random)
        let generation = try publish(frame, in: channel, &random)
        try log?.note(generation, of: frame)
        count += 1
      }
      say("\(count)")
    }
  }

  private func publish(
    _ frame: NumberedFrame, in channel: Channel, _ random: inout SeededGenerator
  ) throws -> Generation {
    let padding = [0, 0, 4, 60].randomElement(using: &random) ?? 0
    let stride = frame.width * 4 + padding
    // One goes into a window directly, the other by way of the viewer's own memory.
    let format: PixelFormat = Bool.random(using: &random) ? .bgrx : .bgra
    var loan = try channel.loan(
      width: frame.width, height: frame.height, format: format, rowStride: stride)
    if Bool.random(using: &random) {
      try loan.withMappedPixels { pixels in
        pixels.withUnsafeMutableBytes { frame.fill($0, rowStride: stride) }
      }
    } else {
      var bytes = [UInt32](repeating: 0, count: stride / 4 * frame.height)
      bytes.withUnsafeMutableBytes { frame.fill($0, rowStride: stride) }
      try loan.write(bytes.span.bytes)
    }
    return try loan.publish(title: frame.title)
  }
}

extension NumberedFrame {
  /// Writes all rows.
  func fill(_ bytes: UnsafeMutableRawBufferPointer, rowStride: Int) {
    let words = bytes.bindMemory(to: UInt32.self)
    for y in 0..<height {
      let start = y * rowStride / 4
      var row = UnsafeMutableBufferPointer(rebasing: words[start..<start + width]).mutableSpan
      fill(row: y, of: &row)
    }
  }
}
