import Glibc
import ShmChannel

/// What scripts/conformance asks of a client, with the library ShmChannel.
@main enum Conformance {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  private static func run(_ words: [String]) throws {
    switch (words.first, words.count) {
    case ("publish", 5):
      guard let job = PublishJob(size: words[2], format: words[3], count: words[4]) else {
        say("no frame is \(words[2]) of format \(words[3])")
        exit(EX_USAGE)
      }
      try job.run(on: ChannelName(words[1]))
    case ("read", 3):
      try ReadJob(count: Int(words[2]) ?? 1).run(on: ChannelName(words[1]))
    default:
      say("usage: Conformance publish CHANNEL WxH FORMAT COUNT | read CHANNEL COUNT")
      exit(EX_USAGE)
    }
  }

  /// Writes a line for people.
  static func say(_ text: String) { write("conformance: \(text)", to: STDERR_FILENO) }

  /// Writes a frame's line at once, whatever standard output is.
  static func tell(_ generation: Generation, _ layout: FrameLayout, checksum: UInt32) {
    let hexadecimal = String(checksum, radix: 16)
    let padded = String(repeating: "0", count: 8 - hexadecimal.count) + hexadecimal
    write(
      "\(generation.rawValue) \(layout.width) \(layout.height) \(layout.format.name) \(padded)",
      to: STDOUT_FILENO)
  }

  private static func write(_ line: String, to descriptor: CInt) {
    var line = line + "\n"
    _ = line.withUTF8 { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
