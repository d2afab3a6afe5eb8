/// What was read of a few frames to be drawn over them; nothing is read twice.
struct Readings<Question: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Nil where the frame's file has been cut short.
  private var values: [Question: Value?] = [:]

  /// Enough for the two frames that are held.
  private static var most: Int { 4 }

  /// Whether it has been read, or cannot be.
  func contains(_ question: Question) -> Bool { values[question] != nil }

  /// What was read, if it could be.
  func value(for question: Question) -> Value? { values[question] ?? nil }

  /// It has been read; nil if the frame's file has been cut short.
  mutating func record(_ value: Value?, for question: Question) {
    if values.count >= Self.most { values = [:] }
    values.updateValue(value, forKey: question)
  }
}
