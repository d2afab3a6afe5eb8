internal import ArgumentParser
internal import FrameStreams
private import ImageDecoding
internal import ShmChannel

/// What the options' words stand for.
extension Stream {
  func settings(_ channel: ChannelName) throws -> StreamSettings {
    let isWatched = progress || StandardStreams.hasTerminal
    var costs = shrinkOption.applied(to: limits.costs)
    costs.depth = depthOption.depth
    costs.profile = profileOption.embeddedProfile
    return StreamSettings(
      channel: channel, format: try parsedFormat(), matrix: try parsedMatrix(),
      isFullRange: try parsedRange(), policy: drop ? .drop : block ? .block : nil,
      pace: try parsedPace(), isLooping: loop, frameLimit: frames, title: title, opensViewer: open,
      report: quiet ? .nothing : isWatched ? .progress : .summary,
      costs: costs, range: rangeOption.range, transfer: transferOption.transfer,
      history: historyOption.history)
  }

  func parsedFormat() throws -> StreamReader.Format {
    if let raw {
      guard ["auto", "raw"].contains(format) else {
        throw ValidationError("--raw and --format \(format) exclude each other")
      }
      do { return .raw(try RawLayout(raw)) } catch {
        throw ValidationError("--raw \(raw): \(error)")
      }
    }
    if format == "auto" { return .auto }
    if format == "raw" { throw ValidationError("--format raw needs --raw PIXFMT:WIDTHxHEIGHT") }
    guard let known = StreamFormat(rawValue: format) else {
      let names = ["auto", "raw"] + StreamFormat.allCases.map(\.rawValue)
      throw ValidationError(
        "--format must be one of \(names.joined(separator: ", ")), not \(format)")
    }
    return .known(known)
  }

  func parsedPace() throws -> StreamSettings.Pace? {
    switch fps {
    case nil: return nil
    case "as-given": return .asGiven
    case "max": return .unlimited
    case let text?:
      guard let rate = StreamRate(text) else {
        throw ValidationError("--fps must be as-given, max or \(StreamRate.form), not \(text)")
      }
      return .rate(rate)
    }
  }

  func parsedMatrix() throws -> YUVColors.Matrix? {
    guard let matrix else { return nil }
    guard let parsed = YUVColors.Matrix(rawValue: matrix) else {
      throw ValidationError("--matrix must be bt601, bt709 or bt2020, not \(matrix)")
    }
    return parsed
  }

  func parsedRange() throws -> Bool? {
    switch yuvRange {
    case "auto": return nil
    case "full": return true
    case "limited": return false
    default:
      throw ValidationError("--yuv-range must be auto, full or limited, not \(yuvRange)")
    }
  }

  /// Options that were given and mean nothing where there is no source: they say how one is read.
  var patternRivals: [String] {
    let usual = DecodingCosts()
    let options = [
      ("--format", format != "auto"), ("--raw", raw != nil), ("--fps as-given", fps == "as-given"),
      ("--drop", drop), ("--block", block), ("--matrix", matrix != nil),
      ("--yuv-range", yuvRange != "auto"), ("--loop", loop),
      ("--depth", depthOption.depth != .keep),
      ("--embedded-profile", profileOption.embeddedProfile != .convert),
      ("--max-memory", limits.maxMemory != usual.memory),
      ("--max-seconds", limits.maxSeconds != usual.seconds),
    ]
    return options.filter(\.1).map(\.0)
  }

  func parsedPattern() throws -> TestPattern? {
    guard let testPattern else { return nil }
    let sides = testPattern.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1],
      (1...65_535).contains(width), (1...65_535).contains(height)
    else {
      throw ValidationError("--test-pattern must be WIDTHxHEIGHT, not \(testPattern)")
    }
    guard width * height <= limits.costs.limits.maxPixels else {
      throw ValidationError("--test-pattern \(testPattern) has more pixels than --max-pixels")
    }
    guard let pattern = TestPattern(width: width, height: height) else {
      throw ValidationError("--test-pattern \(testPattern) is too small for its 160 cells")
    }
    return pattern
  }
}
