import ShmChannel

package struct NoFrame: Error {}

extension Stage {
  /// Writes a picture as PNG, and gives the path.
  package func file(_ picture: Picture, _ name: String = "picture.png") throws -> String {
    try folder.write(picture.png(), to: name)
  }

  /// Writes a grey picture of any size, dark (0x90) on the left and light (0xE0) on the right.
  package func greyFile(_ size: XRectangle) throws -> String {
    let left = size.width / 2
    let row =
      [UInt8](repeating: 0x90, count: left) + [UInt8](repeating: 0xE0, count: size.width - left)
    var bytes = Array("P5\n\(size.width) \(size.height)\n255\n".utf8)
    bytes.reserveCapacity(bytes.count + row.count * size.height)
    for _ in 0..<size.height { bytes += row }
    return try folder.write(bytes, to: "\(size.width)x\(size.height).pgm")
  }

  /// Puts a picture and waits until a viewer has shown it.
  package func show(_ picture: Picture, channel: String = "default") throws {
    try show(file: file(picture), channel: channel)
  }

  /// Puts a file and waits until a viewer has shown it.
  package func show(file: String, channel: String = "default") throws {
    let outcome = try share("--wait-shown", "60", "--channel", channel, file)
    guard outcome.ending == .exited(0), outcome.errors.isEmpty else {
      throw TestFailure("could not show \(file): \(outcome)")
    }
  }

  /// Puts a picture without waiting for anyone.
  package func put(_ picture: Picture, channel: String = "default") throws {
    let outcome = try share("--channel", channel, file(picture))
    guard outcome.ending == .exited(0), outcome.errors.isEmpty else {
      throw TestFailure("could not put \(picture): \(outcome)")
    }
  }

  /// The frame that a channel holds, and its generation.
  package func held(by channel: String = "default") throws -> (picture: Picture, generation: UInt64)
  {
    let reader = try ChannelReader(name: ChannelName(channel), root: root)
    _ = try reader.refresh()
    guard let frame = try reader.acquireLatest() else { throw NoFrame() }
    let (width, height) = (frame.info.width, frame.info.height)
    let layout = frame.info.layout
    let picture = try frame.withMappedPixels { pixels in
      if layout.format.isDisplay {
        return pixels.withUnsafeBytes { Picture(width: width, height: height, bgra: $0) }
      }
      return Picture(width: width, height: height) { x, y in
        let samples = layout.samples(x: x, y: y, of: pixels)
        return zip(layout.format.channels, samples).reduce(0xFF00_0000) { pixel, sample in
          let value = UInt32(sample.1)
          return switch sample.0 {
          case .red: pixel | value << 16
          case .green: pixel | value << 8
          case .blue: pixel | value
          case .gray: pixel | value * 0x01_0101
          case .alpha, .unused: pixel & 0xFF_FFFF | value << 24
          }
        }
      }
    }
    return (picture, frame.info.generation.rawValue)
  }

  /// The names of the files in a channel's directory.
  package func channelFiles(_ channel: String = "default") -> [String] {
    Folder.entries(rootPath + "/" + channel)
  }

  /// The frame files of a channel.
  package func frames(_ channel: String = "default") -> [String] {
    channelFiles(channel).filter { $0.hasPrefix("frame-") }
  }
}
