import CX11
import ViewerCore

/// A request that the X server refused with an error.
struct Refusal: Equatable, Sendable {
  /// The serial of the request; see `Display.lastSerial`.
  let serial: UInt
  /// The kind of error: a constant of `X.h` (`BadAlloc`), or an extension's.
  let code: CInt
}

/// Xlib tells a C function without context; the viewer has one connection and one thread.
nonisolated(unsafe) private var recorded: [Refusal] = []
/// The serials of requests whose refusal is of no account.
nonisolated(unsafe) private var forgiven: [ClosedRange<UInt>] = []

extension Refusal {
  /// From now on an X error is recorded, not the end of the process.
  static func record() {
    XSetErrorHandler { _, event in
      guard let event = event?.pointee else { return 0 }
      if forgiven.contains(where: { $0.contains(event.serial) }) { return 0 }
      recorded.append(
        Refusal(serial: event.serial, code: CInt(event.error_code)))
      return 0
    }
  }

  /// Whether `takeAll` would return something.
  static var arePending: Bool { !recorded.isEmpty }

  /// What was refused since the last call, in order.
  static func takeAll() -> [Refusal] {
    defer { recorded.removeAll(keepingCapacity: true) }
    return recorded
  }
}

extension Display {
  /// Makes requests about what other programs own, such as their windows, which may be gone: their
  /// refusal says nothing about ours.
  func forgiving<R>(_ body: () -> R) -> R {
    let executed = XLastKnownRequestProcessed(connection)
    forgiven.removeAll { $0.upperBound < executed }
    let first = lastSerial + 1
    let open = first...UInt.max
    forgiven.append(open)  // a reply that is waited for may bring the error
    defer {
      if let index = forgiven.lastIndex(of: open) { forgiven.remove(at: index) }
      if lastSerial >= first { forgiven.append(first...lastSerial) }
    }
    return body()
  }

  /// Waits until the server has executed every request, and returns what it has refused since the
  /// last look.
  func refusalsAfterAll() -> [Refusal] {
    XSync(connection, False)
    return Refusal.takeAll()
  }

  /// The server's words for it, for messages.
  func text(of refusal: Refusal) -> String {
    var words = [CChar](repeating: 0, count: 128)
    XGetErrorText(connection, refusal.code, &words, CInt(words.count))
    return String(decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
