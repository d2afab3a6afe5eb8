internal import ShmShow
internal import ArgumentParser

/// What the help of all commands says that tell a running slideshow what to do.
enum SteeringCommand {
  /// A command's name, and what it does.
  static func configuration(_ name: String, _ abstract: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion: """
        Returns once the show has done it. The exit status is 66 where no slideshow runs, and 75 if \
        the show does not answer within 5 seconds.
        """)
  }
}
