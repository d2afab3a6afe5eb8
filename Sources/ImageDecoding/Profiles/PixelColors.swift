/// What becomes of the colours of an animation, all of whose frames share them.
struct AnimationColors {
  /// Nil for colours that stay as they are.
  private(set) var conversion: PixelConversion?
  /// Why the profile is not used; nil where there is nothing to say.
  private(set) var remark: String?

  init(_ profile: FileProfile?, _ use: EmbeddedProfile) {
    do throws(ProfileTrouble) { conversion = try PixelConversion(profile, use) } catch {
      remark = "\(error)"
    }
  }
}
