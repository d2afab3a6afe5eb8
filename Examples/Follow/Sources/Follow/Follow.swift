import ShmChannel

/// Prints what a channel shows, frame by frame: `Follow [CHANNEL [FRAMES]]`.
@main struct Follow {
  static func main() throws {
    let arguments = CommandLine.arguments
    let name = arguments.count > 1 ? try ChannelName(arguments[1]) : .standard
    let frameCount = arguments.count > 2 ? Int(arguments[2]) ?? 1 : .max

    let reader = try ChannelReader(name: name)
    var last = ChannelReader.Availability.noChannel
    for _ in 0..<frameCount {
      guard let next = try reader.wait(after: last) else { return }
      last = next
      // Nobody changes the frame while `frame` lives.
      guard let frame = try reader.acquireLatest() else { continue }
      last = .frame(frame.info.generation, frame.info.channelID)
      let sum = try frame.withMappedPixels { pixels in
        (0..<pixels.byteCount).reduce(UInt64(0)) { sum, offset in
          sum + UInt64(pixels.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
        }
      }
      let info = frame.info
      print("\(info.generation.rawValue): \(info.width)x\(info.height) \(info.title), sum \(sum)")
    }
  }
}
