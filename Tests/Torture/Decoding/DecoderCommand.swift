import ArgumentParser
import Glibc
import ImageDecoding
import Pixels
import TestSupport

/// The process that decodes mutated files, within limits; `DecoderTrial` looks how it ends.
struct DecoderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "decoder", shouldDisplay: false)

  @Option var fixtures: String
  @Option var seed: UInt64
  @Option var first: UInt64
  @Option var rounds: UInt64
  /// Writes the first file there instead, for a look at it.
  @Option var save: String?

  func run() throws {
    let seeds = try SeedFiles(folder: fixtures)
    dropRights()
    limit(RLIMIT_CORE, 0)
    // AddressSanitizer's shadow needs terabytes of addresses.
    if getenv("SHMVIEW_TORTURE_UNLIMITED") == nil { limit(RLIMIT_AS, 3 << 30) }
    if first == 0 { try decodeSound(seeds) }
    for round in first..<first + rounds {
      var random = SeededGenerator(seed: SeededGenerator.mixed(seed &+ round))
      let file = try seeds.mutated(&random)
      if let save { return try write(file.bytes, to: save) }
      say("round \(round) \(file.type)")
      limitProcessorTime()
      say(try decode(file.bytes) ? "picture \(file.type)" : "refused \(file.type)")
    }
  }

  /// What is damaged later must have been a picture: else the damage proves nothing.
  private func decodeSound(_ seeds: SeedFiles) throws {
    for file in seeds.files where save == nil {
      limitProcessorTime()
      guard try decode(file.bytes) else {
        throw TestFailure("\(file.name) is not an intact picture")
      }
      say("sound \(file.type)")
    }
  }

  /// Whether it became a picture; otherwise a sentence has said why not.
  private func decode(_ bytes: [UInt8]) throws -> Bool {
    let limits = DecodingLimits(maxPixels: 4_000_000)
    do throws(DecodingError) {
      let bitmap = try bytes.span.withUnsafeBytes { (bytes) throws(DecodingError) in
        try ImageDecoder.decode(bytes, limits: limits)
      }
      precondition(bitmap.width * bitmap.height <= limits.maxPixels, "the limit does not hold")
      // Every pixel is memory of its own.
      let sum: UInt8 = bitmap.withBytes { pixels in
        pixels.byteOffsets.reduce(0) { $0 &+ pixels.unsafeLoad(fromByteOffset: $1, as: UInt8.self) }
      }
      withExtendedLifetime(sum) {}
      return true
    } catch {
      let words = "\(error)"
      guard !words.isEmpty, !words.utf8.contains(where: { $0 < 0x20 }) else {
        throw BrokenPromise("an error that is not one line: \(words)")
      }
      return false
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(file) }
    guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw TestFailure("cannot write \(path)")
    }
  }

  /// A library that a file has taken over could do anything that root can.
  private func dropRights() {
    guard save == nil, geteuid() == 0 else { return }
    precondition(setgroups(0, nil) == 0 && setgid(64_996) == 0 && setuid(64_996) == 0)
  }

  /// From now on 30 seconds: then SIGXCPU ends the process.
  private func limitProcessorTime() {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    limit(RLIMIT_CPU, rlim_t(used + 30), hard: rlim_t.max)
  }

  private func limit(_ resource: __rlimit_resource, _ soft: rlim_t, hard: rlim_t? = nil) {
    var limit = rlimit(rlim_cur: soft, rlim_max: hard ?? soft)
    setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }
}
