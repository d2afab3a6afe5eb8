internal import ArgumentParser

/// What becomes of samples of more than 8 bits where they are published as they are by default.
struct DepthOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What becomes of samples of more than 8 bits, and of files of numbers: published as they are \
      (keep), or as 8 bits (8).
      """))
  var depth = DepthChoice.keep
}
