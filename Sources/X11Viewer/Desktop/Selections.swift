import CX11

/// Text that the viewer offers to be pasted, as both selections: CLIPBOARD, and PRIMARY for the
/// middle button (ICCCM 2).
final class Selections {
  private let window: Window
  /// The selections that are ours, and since when.
  private var owned: [Atom: Time] = [:]
  private var text = ""
  private var display: Display { window.display }
  private var atoms: Atoms { window.display.atoms }

  /// The most pairs of a MULTIPLE request that are answered.
  private static let mostPairs = 64

  /// Nothing is offered yet.
  init(of window: Window) { self.window = window }

  /// Offers a short text (it goes over in one piece), in place of whatever was offered.
  ///
  /// - Parameter time: that of the key or the button that asked for it, as ICCCM 2.1 demands.
  /// - Returns: whether the server has made it so; a later owner wins.
  func offer(_ text: String, at time: Time) -> Bool {
    self.text = text
    for selection in [XA_PRIMARY, atoms[.clipboard]] {
      XSetSelectionOwner(display.connection, selection, window.id, time)
      let isOurs = XGetSelectionOwner(display.connection, selection) == window.id
      owned[selection] = isOurs ? time : nil
    }
    return owned.count == 2
  }

  /// Another program offers something now.
  func handle(_ news: XSelectionClearEvent) {
    if let since = owned[news.selection], Self.isBefore(news.time, since) { return }
    owned[news.selection] = nil
    if owned.isEmpty { text = "" }
  }

  /// Another program asks for the text.
  func handle(_ request: XSelectionRequestEvent) {
    // An obsolete program names no property (ICCCM 2.2).
    let property = request.property == 0 ? request.target : request.property
    var isGiven = false
    if let since = owned[request.selection],
      request.time == CurrentTime || !Self.isBefore(request.time, since)
    {
      isGiven = display.forgiving {
        request.target == atoms[.multiple]
          ? request.property != 0 && giveAll(property, to: request.requestor, since)
          : give(request.target, in: property, to: request.requestor, since)
      }
    }
    answer(request, property: isGiven ? property : 0)
  }

  /// Whether the target is one of ours, and so its value is on the way.
  private func give(
    _ target: Atom, in property: Atom, to requestor: CX11::Window, _ since: Time
  ) -> Bool {
    switch target {
    case atoms[.targets]:
      display.set(property, of: requestor, type: XA_ATOM, targets)
    case atoms[.timestamp]:
      display.set(property, of: requestor, type: XA_INTEGER, [UInt(since)])
    case atoms[.utf8], atoms[.text], atoms[.plainText]:
      // TEXT leaves the choice to us.
      let type = target == atoms[.plainText] ? target : atoms[.utf8]
      display.set(property, of: requestor, type: type, bytes: Array(text.utf8))
    case XA_STRING:
      display.set(property, of: requestor, type: XA_STRING, bytes: latin1)
    default: return false
    }
    return true
  }

  /// The text as STRING has it: Latin-1, with tabs and new lines (ICCCM 2.7.1).
  private var latin1: [UInt8] {
    text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x20...0x7E, 0xA0...0xFF: UInt8(scalar.value)
      default: UInt8(ascii: "?")
      }
    }
  }

  private var targets: [UInt] {
    [.targets, .multiple, .timestamp, .utf8, .text, .plainText].map { atoms[$0] } + [XA_STRING]
  }

  /// Answers pairs of targets and properties; in the list, a refused one gets no property
  /// (ICCCM 2.6.2).
  private func giveAll(_ list: Atom, to requestor: CX11::Window, _ since: Time) -> Bool {
    var pairs = display.numbers(list, of: requestor, type: atoms[.atomPair])
    guard !pairs.isEmpty, pairs.count.isMultiple(of: 2), pairs.count <= 2 * Self.mostPairs else {
      return false
    }
    for index in stride(from: 0, to: pairs.count, by: 2) {
      let (target, property) = (pairs[index], pairs[index + 1])
      if property == 0 || !give(target, in: property, to: requestor, since) {
        pairs[index + 1] = 0
      }
    }
    display.set(list, of: requestor, type: atoms[.atomPair], pairs)
    return true
  }

  private func answer(_ request: XSelectionRequestEvent, property: Atom) {
    var event = XEvent()
    event.xselection.type = SelectionNotify
    event.xselection.requestor = request.requestor
    event.xselection.selection = request.selection
    event.xselection.target = request.target
    event.xselection.property = property
    event.xselection.time = request.time
    display.forgiving {
      _ = XSendEvent(display.connection, request.requestor, False, NoEventMask, &event)
    }
  }

  /// Whether the first of two of the server's times is the earlier one; they begin at zero again
  /// after 49 days.
  private static func isBefore(_ first: Time, _ second: Time) -> Bool {
    let difference =
      UInt32(truncatingIfNeeded: first) &- UInt32(truncatingIfNeeded: second)
    return Int32(bitPattern: difference) < 0
  }
}
