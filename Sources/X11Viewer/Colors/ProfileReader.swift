import CommandLineFiles
import Glibc
import Linux
import Pixels
import SystemPackage
import ViewerCore

/// Has a monitor's profile read by `shmshare read-profile`, since it is a stranger's: by a process
/// of its own, which can do nothing else and ends with this one. Killed when it goes.
final class ProfileReader {
  /// What has come of a profile.
  enum Outcome {
    /// Its name, and how colors are converted; no lattice where they are sRGB's.
    case read(name: String, ColorLattice?)
    /// Why it cannot be used, for people.
    case failed(String)
  }

  private let process: ChildProcess
  private let output: Descriptor
  private let errors: Descriptor
  private let source: String

  /// Longer lines of a child are nobody's.
  private static let mostErrors = 4096
  /// More than a name and a lattice take.
  private static let mostOutput = ColorLattice.byteCount + 1024

  /// Starts to read it.
  ///
  /// - Parameter source: where it comes from, for people.
  init(_ profile: [UInt8], from source: String) throws(ViewerError) {
    let input = try Self.memory()
    let output = try Self.memory()
    let errors = try Self.memory()
    do throws(SystemError) { try writeBytes(profile, to: input.number, at: 0) } catch {
      throw .system(error)
    }
    let process: ChildProcess
    do throws(ShareProgram.Missing) {
      process = try ShareProgram.start(
        ["read-profile", "--parent", "\(getpid())", "--name=" + source].map { Array($0.utf8) },
        input: input.number, output: output.number, errors: errors.number)
    } catch {
      throw .noProfileReader(reason: error.reason)
    }
    self.process = process
    self.output = output
    self.errors = errors
    self.source = source
  }

  private static func memory() throws(ViewerError) -> Descriptor {
    do throws(SystemError) { return try Descriptor(memoryNamed: "profile") } catch {
      throw .system(error)
    }
  }

  deinit { process.signal(SIGKILL) }

  /// What has come of it, once; nil while nothing has.
  ///
  /// - Parameter patience: How long that is waited for.
  func takeOutcome(patience: Duration = .zero) -> Outcome? {
    guard let ending = process.wait(until: Deadline(after: patience)) else { return nil }
    guard ending == .exited(0) else { return .failed(trouble) }
    let bytes = (try? readBytes(output.number, count: Self.mostOutput, at: 0)) ?? []
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return .failed(trouble) }
    let name = String(decoding: bytes[..<end], as: UTF8.self)
    let rest = Array(bytes[(end + 1)...])
    if rest.isEmpty { return .read(name: name, nil) }
    return ColorLattice(rest).map { .read(name: name, $0) } ?? .failed(trouble)
  }

  /// The child's last words, or that it has left none.
  private var trouble: String {
    let bytes = (try? readBytes(errors.number, count: Self.mostErrors, at: 0)) ?? []
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    return line.isEmpty
      ? "shmshare: \(source): the monitor's color profile could not be read, so colors are shown as "
        + "sRGB"
      : String(decoding: line, as: UTF8.self)
  }
}
