/// Whether the screen of a show is on: by its hours, or by hand until those change next. A value
/// that knows no clock.
package struct ScreenSwitch: Sendable {
  private let hours: ShowHours?
  private let offset: TimeZoneOffset
  private var hand: Hand?

  /// What somebody has chosen.
  private struct Hand {
    let isOn: Bool
    /// What the hours said then.
    let hours: Bool
    /// When they say something else; nil for never.
    let end: Int64?
  }

  /// What holds now.
  package struct State: Hashable, Sendable {
    package let isOn: Bool
    /// When the hours say something else, in seconds since the start of 1970; nil for never.
    package let nextChange: Int64?

    package init(isOn: Bool, nextChange: Int64?) {
      self.isOn = isOn
      self.nextChange = nextChange
    }
  }

  /// - Parameter hours: nil for always.
  package init(_ hours: ShowHours?, _ offset: @escaping TimeZoneOffset) {
    self.hours = hours
    self.offset = offset
  }

  /// Somebody switches it, until the hours change.
  package mutating func set(_ isOn: Bool, at moment: Int64) {
    hand = Hand(
      isOn: isOn, hours: isOnByHours(at: moment),
      end: hours?.nextChange(after: moment, offset))
  }

  /// Takes up what held in a show that was killed, if somebody had chosen it: it differs from what
  /// the hours say, and those change at the same moment as they were to do.
  package mutating func resume(isOn: Bool, until end: Int64, at moment: Int64) {
    guard isOn != isOnByHours(at: moment), hours?.nextChange(after: moment, offset) == end else {
      return
    }
    set(isOn, at: moment)
  }

  /// What holds at a moment, which may lie before the last one: clocks are set.
  package mutating func state(at moment: Int64) -> State {
    let isOn = isOnByHours(at: moment)
    if let hand, hand.hours != isOn || hand.end.map({ moment >= $0 }) ?? false { self.hand = nil }
    return State(
      isOn: hand?.isOn ?? isOn, nextChange: hours?.nextChange(after: moment, offset))
  }

  private func isOnByHours(at moment: Int64) -> Bool {
    hours?.isOn(at: moment, offset) ?? true
  }
}
