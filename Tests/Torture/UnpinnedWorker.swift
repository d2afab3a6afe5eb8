import ArgumentParser
import Glibc
import ShmChannel

/// The control: reads frames as `ReadWorker` does, but holds no lock on them. It must see torn ones,
/// or nothing is proved by a reader that sees none.
struct UnpinnedWorker: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-unpinned", abstract: "For the trials.", shouldDisplay: false)

  @Argument var directory: String

  /// Frames to read while publishers are at work.
  static let readCount = 1000

  /// Answers once that a frame at rest is whole, and in the end how many frames were torn.
  func run() throws {
    let control = open(directory + "/control", O_RDONLY | O_CLOEXEC)
    try demand(readLatest(control) == true, "a frame that nobody touches is not whole")
    say("0")
    var (seen, torn) = (0, 0)
    while seen < Self.readCount {
      guard let isWhole = readLatest(control) else { continue }
      seen += 1
      if !isWhole { torn += 1 }
    }
    say("\(torn)")
  }

  /// Whether the latest frame is whole; nil when there was none to read.
  private func readLatest(_ control: CInt) -> Bool? {
    // PROTOCOL.md, sections 4 and 5.
    var latest = [UInt64](repeating: 0, count: 2)
    guard pread(control, &latest, 16, 32) == 16, latest[0] > 0 else { return nil }
    let file = open(directory + "/frame-\(latest[1])", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var header = [UInt32](repeating: 0, count: 18)
    guard pread(file, &header, 72, 0) == 72, header[8] == UInt32(truncatingIfNeeded: latest[0])
    else { return nil }
    let (width, height, stride) = (Int(header[12]), Int(header[13]), Int(header[14]))
    var frame: NumberedFrame?
    for y in 0..<height {
      var row = [UInt32](repeating: 0, count: width)
      guard pread(file, &row, width * 4, off_t(4096 + y * stride)) == width * 4 else {
        return false
      }
      if y == 0 {
        frame = NumberedFrame(firstPixels: row)
        usleep(100)  // as one that scales, or whose X server is busy
      }
      guard let frame, frame.width == width, frame.height == height,
        row.withUnsafeBufferPointer({ frame.foreignPixel(inRow: y, $0) }) == nil
      else { return false }
    }
    return true
  }
}
