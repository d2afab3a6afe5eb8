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
    let format = Self.format(of: frame, &random)
    let layout = FrameLayout(
      width: frame.width, height: frame.height, format: format,
      rowStride: frame.width * format.columnByteCount + padding)
    var loan = try channel.loan(layout)
    if Bool.random(using: &random) {
      try loan.withMappedPixels { pixels in
        pixels.withUnsafeMutableBytes { frame.fill($0, layout) }
      }
    } else {
      var bytes = [UInt32](repeating: 0, count: (layout.byteCount + 3) / 4)
      try bytes.withUnsafeMutableBytes { bytes in
        frame.fill(bytes, layout)
        try loan.write(
          RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[..<layout.byteCount])))
      }
    }
    return try loan.publish(title: frame.title)
  }

  /// Half of the frames go into a window directly, or by way of the viewer's own memory; the others
  /// have any format that has room for their colours and no more, and are converted first.
  private static func format(
    of frame: NumberedFrame, _ random: inout SeededGenerator
  ) -> PixelFormat {
    let isDisplay = Bool.random(using: &random)
    let formats = PixelFormat.allCases.filter { ($0.layout == .gray) == frame.isGray }
    let display = [PixelFormat.bgrx, .bgra]
    return (isDisplay ? display : formats).randomElement(using: &random) ?? .bgrx
  }
}

extension NumberedFrame {
  /// Writes all rows in any format with colours: bytes as they are, or what is shown as they are.
  func fill(_ bytes: UnsafeMutableRawBufferPointer, _ layout: FrameLayout) {
    let format = layout.format
    if format.isDisplay { return fill(bytes, rowStride: layout.rowStride) }
    let step = format.isPlanar ? layout.planeByteCount : format.sample.byteCount
    var row = [UInt32](repeating: 0, count: width)
    for y in 0..<height {
      var span = row.mutableSpan
      fill(row: y, of: &span)
      for x in 0..<width {
        for (index, channel) in format.channels.enumerated() {
          let level = UInt8(truncatingIfNeeded: row[x] >> channel.shift)
          let place = layout.offset(x: x, y: y) + index * step
          switch format.sample {
          case .uint8: bytes[place] = level
          case .uint16:
            bytes.storeBytes(of: UInt16(level) * 257, toByteOffset: place, as: UInt16.self)
          case .float32:
            bytes.storeBytes(of: Float(level) / 255, toByteOffset: place, as: Float.self)
          }
        }
      }
    }
  }

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

extension PixelFormat.Channel {
  /// Where it is in a pixel of the display, in bits.
  fileprivate var shift: UInt32 {
    switch self {
    case .blue: 0
    case .green: 8
    case .red, .gray: 16
    case .alpha, .unused: 24
    }
  }
}
