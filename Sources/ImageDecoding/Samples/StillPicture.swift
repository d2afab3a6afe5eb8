internal import Pixels
package import ShmChannel

/// A still picture as a file has it: display pixels, or samples that these would not hold.
package enum StillPicture: ~Copyable {
  case display(DisplayPicture)
  case samples(SamplePicture)

  /// How its pixels lie in memory.
  package var layout: FrameLayout {
    switch self {
    case .display(let picture): picture.bitmap.layout
    case .samples(let samples): samples.layout
    }
  }

  /// The samples that are black and white; nil for all that their type has.
  package var range: SampleRange? {
    switch self {
    case .display: nil
    case .samples(let samples): samples.range
    }
  }

  /// What its samples say of light.
  package var transfer: Transfer {
    switch self {
    case .display: .srgb
    case .samples(let samples): samples.transfer
    }
  }

  /// What has become of the file's profile; nil where it has none.
  package var profile: ProfileFate? {
    switch self {
    case .display(let picture): picture.profile
    case .samples(let samples): samples.fate
    }
  }

  /// What has become of the file's samples and colors, for people; nil where there is nothing to
  /// say.
  package var remark: String? {
    let own: String? =
      switch self {
      case .display: nil
      case .samples(let samples): samples.remark
      }
    let words = [own, profile?.remark].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }

  /// Makes samples display pixels, as a viewer shows them.
  ///
  /// - Parameters:
  ///   - range: the samples that are black and white; nil for the file's own.
  ///   - transfer: what samples say of light; nil for what the file says.
  /// - Returns: false for a picture that is one of display pixels already.
  package mutating func narrow(
    by range: SampleRange?, _ transfer: Transfer? = nil
  ) throws(DecodingError) -> Bool {
    guard let picture = try narrowed(by: range, transfer) else { return false }
    self = .display(picture)
    return true
  }

  private func narrowed(
    by range: SampleRange?, _ transfer: Transfer?
  ) throws(DecodingError) -> DisplayPicture? {
    switch self {
    case .display: nil
    case .samples(let samples):
      DisplayPicture(try samples.display(range, transfer), profile: samples.fate)
    }
  }

  /// All pixels, for reading; the span ends with `body`.
  package func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    switch self {
    case .display(let picture): try picture.bitmap.withBytes(body)
    case .samples(let samples): try samples.withBytes(body)
    }
  }
}
