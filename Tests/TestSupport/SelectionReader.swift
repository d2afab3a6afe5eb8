import CX11
import Glibc

/// A program that pastes (ICCCM 2.4).
package final class SelectionReader {
  private let events: XEvents
  private let window: XWindow
  package var screen: XScreen { events.screen }

  package init(on server: XServer) throws {
    events = try XEvents(on: server)
    window = events.screen.makeWindow(XRectangle(width: 10, height: 10), colour: 0)
  }

  /// Asks for a selection.
  package func ask(_ selection: String, as target: String) {
    xcb_convert_selection(
      screen.connection, window.id, screen.atom(selection), screen.atom(target),
      screen.atom("PASTED"), 0)
    xcb_flush(screen.connection)
  }

  /// Asks, and gives the answer's bytes; nil if it is refused.
  ///
  /// - Parameter serve: has the owner do its part, where that is this process.
  package func read(
    _ selection: String, as target: String, while serve: () -> Void
  ) throws -> [UInt8]? {
    ask(selection, as: target)
    let isGiven = try isAnswered(serve)
    return isGiven ? window.property("PASTED") : nil
  }

  /// Asks for several forms at once; nil for each that is refused.
  package func readMultiple(
    _ selection: String, as targets: [String], while serve: () -> Void
  ) throws -> [[UInt8]?] {
    let names = targets.indices.map { "PASTED-\($0)" }
    let pairs = zip(targets, names).flatMap { [screen.atom($0), screen.atom($1)] }
    window.set("PASTED", type: "ATOM_PAIR", pairs)
    ask(selection, as: "MULTIPLE")
    guard try isAnswered(serve), let answer = window.numbers("PASTED") else { return [] }
    return names.indices.map { index in
      answer[2 * index + 1] == 0 ? nil : window.property(names[index])
    }
  }

  /// Becomes the owner of a selection itself.
  package func takeOver(_ selection: String) {
    xcb_set_selection_owner(screen.connection, window.id, screen.atom(selection), 0)
    _ = screen.focus  // a reply comes once that is so
  }

  /// Ends, as a killed program does.
  package func vanish() { events.vanish() }

  private func isAnswered(_ serve: () -> Void) throws -> Bool {
    try events.await(
      XCB_SELECTION_NOTIFY, as: xcb_selection_notify_event_t.self, "an answer", doing: serve
    ) { $0.property != 0 }
  }
}
