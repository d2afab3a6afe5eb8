/// What a command does, apart from how its arguments were parsed.
protocol Job {
  /// Does all of it; each failure in between has been reported when it returns or throws.
  func run() throws(Failure)
}
