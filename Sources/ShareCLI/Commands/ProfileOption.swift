internal import ArgumentParser
internal import ImageDecoding

/// What becomes of the colors of a file that has a profile.
struct ProfileOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What becomes of the colors of a file with a color profile: turned into sRGB (convert), or left \
      as the numbers that they are (ignore).
      """))
  var embeddedProfile = EmbeddedProfile.convert
}
