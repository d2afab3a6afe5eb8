/// How times are written where the machine stands.
package struct CalendarWords: Sendable {
  /// What strftime(3) makes of a moment since the epoch, in local time.
  package let moment: @Sendable (_ format: String, _ wall: Duration) -> String
  /// A date as the locale writes it.
  package let date: @Sendable (_ year: Int, _ month: Int, _ day: Int) -> String

  package init(
    moment: @escaping @Sendable (_ format: String, _ wall: Duration) -> String,
    date: @escaping @Sendable (_ year: Int, _ month: Int, _ day: Int) -> String
  ) {
    self.moment = moment
    self.date = date
  }
}
