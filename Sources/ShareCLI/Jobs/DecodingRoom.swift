private import CommandLineFiles
private import Sandbox
internal import ShmChannel
private import SystemPackage

/// This process, locked up with a stranger's bytes: what it may cost, and what it may change.
///
/// From the first picture on it writes below the root of the channels and nowhere else, and starts
/// no program; each picture has processor time of its own.
final class DecodingRoom {
  private let costs: DecodingCosts
  private var isLocked = false
  /// Why there is no root; whoever publishes says so.
  private(set) var rootTrouble: ChannelError?
  /// What the kernel lacks, for the end of a sentence.
  private(set) var gaps: String?

  init(_ costs: DecodingCosts) { self.costs = costs }

  /// To be called before a picture's first byte is read.
  ///
  /// - Parameters:
  ///   - name: the file, for people.
  ///   - remaining: how many files are still to come.
  ///   - earlier: the exit code that a file before has left.
  func enter(for name: String, remaining: Int, after earlier: ExitStatus?) throws(Failure) {
    LastWords.prepare(
      time: Self.tookTooLong(name, costs, remaining: remaining),
      abort: Self.gaveUp(name, remaining: remaining), status: earlier ?? .undecodable)
    do throws(Errno) {
      if !isLocked { try lock() }
      try ResourceLimits.limitProcessorTime(
        to: costs.seconds.duration, handler: LastWords.handler)
    } catch {
      throw Failure(.trouble, "\(name): this process cannot be limited: \(error) (setrlimit)")
    }
  }

  /// To be called before threads are started that see a stranger's bytes, and before the first of
  /// these is read; no picture's time begins yet.
  ///
  /// - Parameter name: the source, for people.
  func lock(for name: String) throws(Failure) {
    LastWords.prepare(
      time: Self.tookTooLong(name, costs, remaining: 0),
      abort: Self.gaveUp(name, remaining: 0), status: .undecodable)
    do throws(Errno) { try lock() } catch {
      throw Failure(.trouble, "\(name): this process cannot be limited: \(error) (setrlimit)")
    }
  }

  private func lock() throws(Errno) {
    LastWords.begin()
    try ResourceLimits.limitMemory(toByteCount: costs.memory)
    var found: [Confinement.Gap] = []
    do throws(ChannelError) {
      found = try ChannelRoot.standard().withDescriptor {
        Confinement(writableTree: $0).enter()
      }
    } catch {
      rootTrouble = error
      found = Confinement(writableTree: nil).enter()
    }
    if !found.isEmpty { gaps = found.map(\.description).joined(separator: "; ") }
    isLocked = true
  }

  /// The line for a picture that took more processor time than it may.
  static func tookTooLong(_ name: String, _ costs: DecodingCosts, remaining: Int) -> String {
    "\(name): took more than \(costs.seconds) s of processor time; see --max-seconds"
      + notTried(remaining)
  }

  /// The line for a picture whose decoder has ended this process.
  static func gaveUp(_ name: String, remaining: Int) -> String {
    "\(name): its decoder gave up; it may need more than --max-memory" + notTried(remaining)
  }

  private static func notTried(_ remaining: Int) -> String {
    switch remaining {
    case 0: ""
    case 1: "; the file after it was not tried"
    default: "; the \(remaining) files after it were not tried"
    }
  }
}
