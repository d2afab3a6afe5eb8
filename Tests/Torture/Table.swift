/// The report of a run: a row for each count of each trial.
enum Table {
  static let header = row("trial", "time", "", "tried", "lost")

  static func rows(of trial: String, _ tally: Tally, took time: Duration) -> String {
    tally.counts.enumerated().map { index, entry in
      let isFirst = index == 0
      return row(
        isFirst ? trial : "", isFirst ? clock(time) : "", grouped(entry.count), entry.what,
        isFirst ? "nothing" : "")
    }.joined(separator: "\n")
  }

  static func broken(_ trial: String, took time: Duration) -> String {
    row(trial, clock(time), "", "see below", "A PROMISE")
  }

  private static func row(
    _ trial: String, _ time: String, _ number: String, _ what: String, _ lost: String
  ) -> String {
    let cells = [
      padded(trial, 14), padded(time, 6, right: true), padded(number, 11, right: true),
      padded(what, 52), lost,
    ]
    var line = cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }

  private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return right ? space + text : text + space
  }

  /// Minutes and seconds.
  private static func clock(_ time: Duration) -> String {
    let seconds = time.components.seconds
    return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
  }

  /// 1234567 as 1,234,567.
  private static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}
