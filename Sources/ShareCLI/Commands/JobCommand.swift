internal import ArgumentParser

/// A command that only fills a job: arguments in, values out.
protocol JobCommand: ParsableCommand {
  associatedtype Work: Job

  /// The work that the arguments ask for.
  func job() throws(Failure) -> Work
}

extension JobCommand {
  func run() throws { try job().run() }
}
