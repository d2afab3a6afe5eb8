internal import ArgumentParser
private import CommandLineFiles
private import FrameStreams
internal import ShmChannel

/// What the options' words stand for.
extension Follow {
  func settings(_ channel: ChannelName) throws -> FollowSettings {
    var settings = FollowSettings(channel: channel)
    settings.target = try parsedTarget()
    settings.format = try parsedFormat()
    settings.frameLimit = try parsedFrames()
    settings.rate = try fps.map(parsedRate)
    settings.isComplete = every
    if let after { settings.start = try parsedStart(after) }
    settings.fit = try fit.map(parsedSize)
    guard (1...100).contains(quality) else {
      throw ValidationError("--quality must be from 1 to 100, not \(quality)")
    }
    settings.quality = quality
    if every, fps != nil { throw ValidationError("--every and --fps exclude each other") }
    return settings
  }

  private func parsedFrames() throws -> Int? {
    if let frames, frames < 1 { throw ValidationError("-n must be 1 or more, not \(frames)") }
    return frames
  }

  private func parsedTarget() throws -> FollowSettings.Target {
    guard let output, output != "-" else { return .standardOutput }
    guard !output.isEmpty else { throw ValidationError("-o needs the name of a file") }
    do throws(NumberedName.Problem) {
      return try NumberedName(output).map { .numbered($0) } ?? .file(output)
    } catch {
      throw ValidationError("-o \(CommandLineText.display(output)) \(error)")
    }
  }

  private func parsedFormat() throws -> FollowFormat {
    let file = output == "-" ? nil : output
    let parsed = try format.map(namedFormat) ?? file.map(format(of:)) ?? .y4m
    if parsed == .y4m, let file {
      let name = CommandLineText.display(file)
      throw ValidationError(
        "a YUV4MPEG2 stream is not replaced frame by frame; write it to standard output: > \(name)")
    }
    return parsed
  }

  private func namedFormat(_ name: String) throws -> FollowFormat {
    guard let format = FollowFormat(rawValue: name) else {
      let names = FollowFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--format must be one of \(names), not \(name)")
    }
    return format
  }

  private func format(of file: String) throws -> FollowFormat {
    guard let format = FollowFormat(forFileNamed: file) else {
      throw ValidationError(
        "-o \(CommandLineText.display(file)) does not say the format; end it in .png, .ppm, .jpg, "
          + ".npy or .raw, or name the format with --format")
    }
    return format
  }

  private func parsedRate(_ text: String) throws -> StreamRate {
    guard let rate = StreamRate(text) else {
      throw ValidationError("--fps must be \(StreamRate.form), not \(text)")
    }
    return rate
  }

  private func parsedStart(_ text: String) throws -> FollowPlan.Start {
    if text.hasPrefix("-"), let count = UInt64(text.dropFirst()) { return .before(latest: count) }
    guard let generation = UInt64(text) else {
      throw ValidationError("--after must be a generation, or -N for the last N, not \(text)")
    }
    return .generation(Generation(rawValue: generation))
  }

  private func parsedSize(_ text: String) throws -> FollowSettings.Size {
    guard let size = FollowSettings.Size(text) else {
      throw ValidationError("--fit must be WIDTHxHEIGHT, not \(text)")
    }
    guard size.pixelCount <= FollowSettings.Size.mostPixels else {
      throw ValidationError(
        "--fit \(text) has more than \(FollowSettings.Size.mostPixels) pixels")
    }
    return size
  }
}
