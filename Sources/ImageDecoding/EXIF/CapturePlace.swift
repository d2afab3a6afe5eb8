/// Where a picture was taken, as a receiver of satellites has told the camera (EXIF 2.32, 4.6.6).
struct CapturePlace: Equatable {
  /// Latitude and longitude in degrees, `52.516272, -13.377722`: north and east are above 0.
  let text: String

  /// Nil where the receiver had no place, or what it says is none on Earth.
  init?(_ directory: TIFFDirectory) {
    // "V" is a receiver's own word for a place that it does not vouch for.
    guard directory.text(.receiverStatus) != "V",
      let latitude = Self.degrees(directory, .latitude, .latitudeReference, ["N", "S"], most: 90),
      let longitude = Self.degrees(
        directory, .longitude, .longitudeReference, ["E", "W"], most: 180)
    else { return nil }
    text = Self.decimal(latitude) + ", " + Self.decimal(longitude)
  }

  /// Degrees, minutes and seconds to millionths of a degree, a tenth of a metre.
  private static func degrees(
    _ directory: TIFFDirectory, _ tag: TIFFDirectory.Tag, _ reference: TIFFDirectory.Tag,
    _ words: [String], most: Double
  ) -> Int? {
    guard let word = directory.text(reference), words.contains(word),
      let parts = directory.ratios(tag, count: 3), parts[1] < 60, parts[2] < 60
    else { return nil }
    let degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    guard degrees <= most else { return nil }
    return Int((degrees * 1e6).rounded()) * (word == words[0] ? 1 : -1)
  }

  private static func decimal(_ millionths: Int) -> String {
    let digits = "\(millionths.magnitude % 1_000_000)"
    return (millionths < 0 ? "-" : "") + "\(millionths.magnitude / 1_000_000)."
      + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
