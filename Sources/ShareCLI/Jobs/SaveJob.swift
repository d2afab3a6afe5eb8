private import CommandLineFiles
private import ImageEncoding
internal import ShmChannel
private import SystemPackage

/// Writes the current frame of a channel, or an older one, to a file.
struct SaveJob: Job {
  /// As `CommandLineText` has it; `-` is standard output.
  let file: String
  let channel: ChannelName
  /// Nil for the newest frame.
  var choice: FrameChoice?

  func run() throws(Failure) {
    do {
      try save()
    } catch let error as ChannelError {
      throw Failure(error)
    } catch let error as OutputError {
      throw Failure(error)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.trouble, "\(CommandLineText.display(file)): \(error)")
    }
  }

  private func save() throws {
    if file == "-" { try StandardStreams.requireOutput() }
    let output = OutputFile(file)
    let format = try file == "-" ? ImageEncoder.Format.ppm : output.format()
    // Pinned before the file is touched, so that a missing frame leaves the file as it was.
    let frame = try frame()
    try requireRoom(for: frame.info.format, in: format)
    try requireRoom(forAlphaOf: frame, in: format)
    if file == "-" {
      try writeToStandardOutput(frame)
    } else {
      try output.write { try write(frame, as: format, to: $0) }
    }
  }

  private func frame() throws -> PinnedFrame {
    guard let choice else { return try ChannelRoot.standard().latestFrame(of: channel) }
    let latest = try ChannelRoot.standard().latestFrame(of: channel).info.generation
    let reader = try ChannelReader(name: channel)
    if let frame = try reader.acquire(choice.generation(latest: latest)) { return frame }
    throw Failure(.noInput, gone(choice, kept: try reader.keptFrames().map(\.generation)))
  }

  private func gone(_ choice: FrameChoice, kept: [Generation]) -> String {
    let present = kept.suffix(12).map { "\($0.rawValue)" }.joined(separator: ", ")
    return "channel \(channel): \(choice.words) is not there (\(kept.count > 12 ? "..., " : "")"
      + "\(present) are); to keep more, give --history N to what publishes"
  }

  /// Refuses what the format would change.
  private func requireRoom(
    for pixels: PixelFormat, in format: ImageEncoder.Format
  ) throws(Failure) {
    switch format {
    case .png, .ppm, .pgm:
      guard pixels.sample == .float32 else { break }
      throw noRoom(
        for: "floating-point samples", pixels, in: format,
        instead: pixels.hasAlpha ? ["npy"] : ["npy", "pfm"])
    case .npy, .pfm, .jpeg: break
    }
    if format == .pgm, pixels.layout != .gray {
      throw noRoom(
        for: "colors", pixels, in: format, instead: pixels.hasAlpha ? ["png"] : ["ppm", "png"])
    }
  }

  /// The same of alpha that is not full everywhere.
  private func requireRoom(
    forAlphaOf frame: borrowing PinnedFrame, in format: ImageEncoder.Format
  ) throws {
    let layout = frame.info.layout
    guard !format.hasAlpha, layout.format.hasAlpha,
      try !frame.withMappedPixels({ layout.isOpaque($0) })
    else { return }
    throw noRoom(
      for: "alpha", layout.format, in: format,
      instead: layout.format.sample == .float32 ? ["npy"] : ["png", "npy"])
  }

  private func noRoom(
    for what: String, _ pixels: PixelFormat, in format: ImageEncoder.Format, instead: [String]
  ) -> Failure {
    let name = file == "-" ? "standard output" : CommandLineText.display(file)
    let stem = file == "-" ? "frame" : name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex)
    let names = instead.map { "\(stem).\($0)" }.joined(separator: " or ")
    return Failure(
      .usage, "\(name): \(format.name) has no room for \(what) (\(pixels.name)); name it \(names)")
  }

  private func writeToStandardOutput(_ frame: borrowing PinnedFrame) throws {
    do {
      try write(frame, as: .ppm, to: .standardOutput)
    } catch EncodingError.write(let code) {
      try StandardStreams.outputFailed(Errno(rawValue: code))
    } catch let error as EncodingError {
      throw Failure(.trouble, "standard output: \(error)")
    }
  }

  private func write(
    _ frame: borrowing PinnedFrame, as format: ImageEncoder.Format, to output: FileDescriptor
  ) throws {
    let layout = frame.info.layout
    let result = try frame.withMappedPixels { pixels in
      Result { () throws(EncodingError) in
        try ImageEncoder.write(pixels, layout: layout, as: format, to: output.rawValue)
      }
    }
    try result.get()
    guard !frame.wasTruncated else { throw frameWasCut }
  }

  private var frameWasCut: Failure {
    Failure(
      .trouble,
      "channel \(channel): its frame was cut while it was saved; publish the picture again")
  }
}
