import TestSupport

/// What a viewer that runs with `--stats` has counted until its end.
struct ViewerCounts {
  let shown: Int
  let skipped: Int
  let direct: Int
  let composed: Int
  let plain: Int

  /// Ends the viewer.
  init(quitting viewer: Viewer) throws {
    let outcome = try viewer.quit()
    guard outcome.ending == .exited(0), let line = outcome.output.split(separator: "\n").last else {
      throw BrokenPromise("a viewer with --stats ended: \(outcome)")
    }
    func count(_ key: String) throws -> Int {
      let rest = line.firstRange(of: "\"\(key)\":").map { line[$0.upperBound...] }
      guard let count = rest.flatMap({ Int($0.prefix { $0.isNumber }) }) else {
        throw TestFailure("no \(key) in \(line)")
      }
      return count
    }
    (shown, skipped) = try (count("shown"), count("skipped"))
    (direct, composed, plain) = try (count("direct"), count("composed"), count("plain"))
  }

  /// Puts of frames, however often each.
  var puts: Int { direct + composed + plain }
}
