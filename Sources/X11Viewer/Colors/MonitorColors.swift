import CommandLineFiles
import CX11
import Linux
import Pixels
import SystemPackage
import ViewerCore

/// Follows the color profile of the monitor that shows the window's middle: what the desktop says
/// (ICC Profiles in X 0.4: a property of the root window for each monitor, in Xinerama's order), or
/// what a person has said.
final class MonitorColors {
  /// What pixels go through from now on.
  enum News {
    /// The profile's name, nil for none; no lattice where colors are shown as sRGB.
    case colors(name: String?, ColorLattice?)
    /// None, for the reason that is given.
    case trouble(String)
  }

  private let window: Window
  private let follows: Bool
  /// What is in effect, or about to be; none: no profile.
  private var profile: [UInt8] = []
  /// Where it comes from, for people.
  private var source = ""
  /// The property that it comes from.
  private var property: Atom = 0
  private var reader: ProfileReader?

  /// More bytes than these no profile has.
  private static let mostBytes = 1 << 24
  /// How long a window that opens waits for its monitor's colors, so that none are seen before.
  private static let patience = Duration.seconds(1)

  /// Colors of the monitor that the window is on; nothing is read before `begin`.
  init(of window: Window, _ wish: ProfileWish) throws(ViewerError) {
    self.window = window
    follows = wish == .auto
    profile = try Self.bytes(of: wish)
    if case .file(let path) = wish { source = CommandLineText.display(path) }
  }

  /// Finds out what holds at first.
  func begin() -> News? {
    if follows {
      window.display.watchProperties(for: .profiles, true)
      window.display.watchScreen(for: .profiles, true)
      look()
    } else if !profile.isEmpty {
      read()
    }
    return news(patience: Self.patience)
  }

  /// Looks whether the window may be on another monitor, or that may have another profile.
  func follow(_ events: EventBatch) {
    guard follows else { return }
    if events.isConfigured || events.hasNewScreen { look() }
    if events.rootProperties.contains(property) { look(isAnother: true) }
  }

  /// What has come of a profile since.
  func news(patience: Duration = .zero) -> News? {
    if hasGone {
      hasGone = false
      return .colors(name: nil, nil)
    }
    if let failure {
      self.failure = nil
      return .trouble(failure)
    }
    guard let outcome = reader?.takeOutcome(patience: patience) else { return nil }
    reader = nil
    switch outcome {
    case .read(let name, let lattice): return .colors(name: name, lattice)
    case .failed(let reason): return .trouble(reason)
    }
  }

  /// Whether there is no profile any more, and nobody has heard of it yet.
  private var hasGone = false
  /// Why none can be read, where nobody has heard of it yet.
  private var failure: String?

  /// - Parameter isAnother: Whether the property has changed.
  private func look(isAnother: Bool = false) {
    let place = window.profilePlace
    let property = XInternAtom(window.display.connection, place.property, False)
    if property == self.property && !isAnother { return }
    self.property = property
    source = place.property + (place.monitor.map { " (\($0))" } ?? "")
    let bytes = window.display.bytes(
      property, of: window.display.root, type: XA_CARDINAL, limit: Self.mostBytes)
    if bytes == profile { return }
    profile = bytes
    read()
  }

  private func read() {
    (reader, hasGone, failure) = (nil, profile.isEmpty, nil)
    if profile.isEmpty { return }
    do throws(ViewerError) { reader = try ProfileReader(profile, from: source) } catch {
      failure = "shmview: \(error)"
    }
  }

  /// What the file holds that is wished for; nothing where none is.
  static func bytes(of wish: ProfileWish) throws(ViewerError) -> [UInt8] {
    guard case .file(let path) = wish else { return [] }
    let name = CommandLineText.display(path)
    let bytes: [UInt8]
    do throws(SystemError) {
      let file = try Descriptor(
        opening: PathBytes(CommandLineText.bytes(of: path)), options: .nonBlocking)
      bytes = try readBytes(file.number, count: mostBytes, at: 0)
    } catch {
      throw .noProfile(file: name, reason: "\(error.errno)")
    }
    if bytes.isEmpty { throw .noProfile(file: name, reason: "it is empty") }
    return bytes
  }
}

extension Window {
  /// The property of the root window that has the profile of the monitor that shows the window's
  /// middle, or of the first where none does; and the monitor's name, where it is known.
  fileprivate var profilePlace: (property: String, monitor: String?) {
    let first = "_ICC_PROFILE"
    let monitors = Monitor.all(of: display)
    if monitors.count < 2 { return (first, monitors.first?.name) }
    let corner = cornerOnScreen
    let (x, y) = (corner.x + size.width / 2, corner.y + size.height / 2)
    guard let monitor = monitors.first(where: { $0.area.contains(x: x, y: y) }) else {
      return (first, nil)
    }
    return (monitor.index == 0 ? first : "\(first)_\(monitor.index)", monitor.name)
  }
}
