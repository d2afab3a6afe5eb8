import Glibc
import Synchronization
import TestSupport

/// Looks at a whole screen 60 times a second, on a thread of its own, as somebody before it does.
final class RootWatch: Sendable {
  private struct State {
    var isLooking = false
    var isOver = false
    var looks = 0
    /// What was seen where no picture was.
    var failure: String?
  }

  private static let pause: useconds_t = 16_667

  private let state: Watched<State>
  private let thread: TestSupport.Thread

  init(of display: String) {
    let state = Watched(State())
    self.state = state
    thread = TestSupport.Thread {
      do { try Self.run(display, state) } catch {
        state.value.withLock { if $0.failure == nil { $0.failure = "\(error)" } }
      }
    }
  }

  /// Ends it.
  func end() {
    state.value.withLock { $0.isOver = true }
    thread.join()
  }

  /// Begins to look, or looks away.
  func look(_ isWanted: Bool) { state.value.withLock { $0.isLooking = isWanted } }

  /// How often it has looked.
  var looks: Int { state.value.withLock(\.looks) }

  /// - Throws: `BrokenPromise` when the screen has been without a picture.
  func requireBright() throws {
    if let failure = state.value.withLock(\.failure) { throw BrokenPromise(failure) }
  }

  private static func run(_ display: String, _ state: Watched<State>) throws {
    let root = try XScreen(of: display).rootWindow
    while !state.value.withLock(\.isOver) {
      usleep(pause)
      guard state.value.withLock(\.isLooking) else { continue }
      let picture = try root.picture()
      state.value.withLock { state in
        state.looks += 1
        guard state.isLooking, let place = BrightPictures.darkPlace(in: picture) else { return }
        let pixel = String(picture[place.x, place.y] & 0xFF_FFFF, radix: 16)
        state.failure =
          state.failure
          ?? "look \(state.looks): the screen has #\(pixel) at \(place), not a picture"
      }
    }
  }
}

/// What two threads know.
private final class Watched<Value: Sendable>: Sendable {
  let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }
}
