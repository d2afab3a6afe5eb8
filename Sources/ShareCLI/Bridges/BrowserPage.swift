private import CPage

/// The page that shows channels in a browser: one file of HTML that scripts/build has linked in.
struct BrowserPage: Equatable {
  /// What comes before the settings, and what comes behind them.
  private let start: [UInt8], rest: [UInt8]

  init(start: [UInt8], rest: [UInt8]) {
    self.start = start
    self.rest = rest
  }

  /// Nil in a build that has none, such as that of `swift build`.
  static var linkedIn: BrowserPage? {
    guard let start = cpage_start(), let rest = cpage_rest_start() else { return nil }
    return BrowserPage(
      start: [UInt8](UnsafeBufferPointer(start: start, count: cpage_count())),
      rest: [UInt8](UnsafeBufferPointer(start: rest, count: cpage_rest_count())))
  }

  /// The whole file.
  func bytes(_ settings: PageSettings) -> [UInt8] {
    start + Array(settings.attributes.utf8) + rest
  }
}
