/// What becomes of the colors of pixels, of one picture or of an animation's frames.
struct PixelColors {
  /// Nil for colors that stay as they are.
  private(set) var conversion: PixelConversion?
  /// What has become of the file's profile; nil where it has none.
  let fate: ProfileFate?

  init(_ profile: FileProfile?, _ use: EmbeddedProfile) {
    do throws(ProfileTrouble) {
      conversion = try PixelConversion(profile, use)
      fate = ProfileFate(
        profile, conversion != nil ? .converted : use == .convert ? .kept : .ignored)
    } catch {
      fate = ProfileFate(profile, .refused(error))
    }
  }
}
