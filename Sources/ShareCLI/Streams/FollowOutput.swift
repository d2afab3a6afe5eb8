private import CommandLineFiles
private import Glibc
private import Linux
private import SystemPackage

/// Where `shmshare follow` writes frames.
struct FollowOutput {
  private let target: FollowSettings.Target
  /// Frames that have been written.
  private(set) var frameCount = 0

  init(_ target: FollowSettings.Target) { self.target = target }

  /// To be called before anything else: standard output has to lead to somebody.
  func check() throws(Failure) {
    guard target == .standardOutput else { return }
    try StandardStreams.requireOutput()
    guard isatty(STDOUT_FILENO) == 0 else {
      throw Failure(
        .usage, "standard output is a terminal; lead it into a program or a file, or name one: -o")
    }
  }

  /// Writes a frame.
  ///
  /// - Parameter header: what stands in front of the first one in a stream.
  /// - Returns: false once nobody reads any more.
  mutating func write(
    _ frame: borrowing InputBytes, behind header: String
  ) throws(Failure) -> Bool {
    switch target {
    case .standardOutput:
      if frameCount == 0, try !Self.send(Array(header.utf8)) { return false }
      guard try frame.withUnsafeBytes(Self.send) else { return false }
    case .file(let name): try Self.replace(name, by: frame)
    case .numbered(let names): try Self.replace(names.name(frameCount + 1), by: frame)
    }
    frameCount += 1
    return true
  }

  private static func send(_ bytes: [UInt8]) throws(Failure) -> Bool {
    try bytes.span.bytes.withUnsafeBytes(send)
  }

  /// Writes to standard output, which may have been made non-blocking by its owner.
  private static func send(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      do throws(SystemError) {
        let count = try writeSome(rest, to: STDOUT_FILENO)
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } catch {
        switch error.errno {
        case .resourceTemporarilyUnavailable: _ = try? Readiness.writable.wait(on: STDOUT_FILENO)
        case .brokenPipe, .connectionReset: return false
        default: throw Failure(.trouble, "standard output: \(error.errno)")
        }
      }
    }
    return true
  }

  private static func replace(_ name: String, by frame: borrowing InputBytes) throws(Failure) {
    var failure: Failure?
    frame.withUnsafeBytes { bytes in
      do {
        try OutputFile(name).write { file in try Linux.writeAll(bytes, to: file.rawValue) }
      } catch let error as OutputError {
        failure = Failure(error)
      } catch {
        failure = Failure(.trouble, "\(CommandLineText.display(name)): \(error)")
      }
    }
    if let failure { throw failure }
  }
}
